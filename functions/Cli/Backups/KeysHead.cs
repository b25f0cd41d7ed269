using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>The first line of a keys file: it says itself how long it may be kept.</summary>
internal sealed record KeysHead(DateTimeOffset Taken, DateTimeOffset Until);

[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeysHead))]
internal sealed partial class KeysJson : JsonSerializerContext;
