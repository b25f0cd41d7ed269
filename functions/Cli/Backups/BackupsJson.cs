using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Streams.Backups;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>Pages as the house gives them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<StoredRow>))]
[JsonSerializable(typeof(List<WrappedKey>))]
internal sealed partial class BackupsJson : JsonSerializerContext;
