namespace ServerlessAssist.Simulation.Storage;

/// <summary>One request as it goes over the wire to storage.</summary>
/// <param name="Service">Which of the account's services: <c>table</c> or <c>queue</c>.</param>
/// <param name="Path">Without the account and the leading slash, still escaped, e.g. <c>streams(PartitionKey='a',RowKey='b')</c>, <c>$batch</c>, <c>inbound/messages</c>.</param>
/// <param name="Query">Still escaped, without the question mark.</param>
/// <param name="Headers">By name, whatever its case.</param>
public sealed record WireCall(string Service, string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>What storage answers.</summary>
public sealed record WireAnswer(int Status, string Reason, IReadOnlyDictionary<string, string> Headers, byte[] Body);
