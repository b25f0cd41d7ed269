using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Sandbox.Page;

/// <summary>A phone of the demo.</summary>
/// <param name="Person">Null: somebody whom the system does not know.</param>
/// <param name="Invite">Of a Telegram phone that has not started the bot yet.</param>
public sealed record DemoPhone(string Id, string? Person, string Name, string Role, string Channel, string Address, string? Invite)
{
    [JsonIgnore]
    public Address Where => new(Channel == "sms" ? ChannelKind.Sms : ChannelKind.Telegram, Address);

    public static IReadOnlyList<DemoPhone> All { get; } =
        JsonSerializer.Deserialize<List<DemoPhone>>(File.ReadAllText(Path.Combine(SandboxFolder.Path, "demo", "phones.json")), JsonSerializerOptions.Web)!;
}
