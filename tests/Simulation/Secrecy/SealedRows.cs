using Azure.Data.Tables;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Secrecy;

/// <summary>Opens rows with the house's own keys and code, as if they stood where somebody says.</summary>
internal sealed class SealedRows
{
    private readonly StreamId _id;
    private readonly DataKey _key;

    public SealedRows(StreamId id, Row state)
    {
        var keys = new KeyRing(new ProtectionSettings
        {
            KeyEncryptionKeys = new() { ["1"] = House.Keys["Protection:KeyEncryptionKeys:1"]! }, IndexKeys = new() { ["1"] = House.Keys["Protection:IndexKeys:1"]! }, ChainKey = House.Keys["Protection:ChainKey"],
        });
        _id = id;
        _key = new StreamRows(new Protector(keys), new AuditChain(keys)).ReadState(id, At(state, state.RowKey)).Key!;
    }

    /// <exception cref="TamperedException">It does not belong there.</exception>
    public void Open(Row row, string at)
    {
        if (row.RowKey.StartsWith("inbox~", StringComparison.Ordinal)) StreamRows.ReadInbox(_id, _key, At(row, at));
        else StreamRows.ReadOutbox(_id, _key, At(row, at));
    }

    private static TableEntity At(Row row, string key)
    {
        var entity = new TableEntity(row.PartitionKey, key);
        foreach (var (name, value) in row.Properties) entity[name] = value;
        return entity;
    }
}
