using System.Text.Json;
using System.Text.Json.Nodes;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Tests.Functions.People.Api;

public sealed class ApiKeyFormTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Other = "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Scopes = "must be one of, each once: referrals:write, referrals:read, referrals:manage, offers:answer, places:write, conversation, rota:read, webhooks";

    [Fact]
    public void Two_keys_of_one_organisation_are_valid_at_once_each_with_its_scopes_and_its_end()
    {
        var (seed, faults) = Read($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"created":"2026-01-01T00:00:00Z","expires":"2026-06-01T00:00:00Z"},{"sha256":"{{Other}}","scopes":["referrals:manage"],"role":"national-coordinator","regions":["al-north"]}]""");
        Assert.Empty(faults);
        var keys = seed!.Organisations[0].AllKeys.ToList();
        Assert.Equal([Role.Referrer, Role.Referrer, Role.NationalCoordinator], keys.Select(key => key.Role));
        Assert.Equal(["referrals:write referrals:read", "referrals:read", "referrals:manage"], keys.Select(key => string.Join(' ', key.Scopes)));
        Assert.Equal([null, new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), null], keys.Select(key => key.Expires));
        Assert.Equal("0123456789ab", keys[1].Name);
        Assert.Equal("key", keys[1].ToString());
    }

    [Theory]
    [InlineData($$"""[{"sha256":"{{Hash}}0","scopes":["referrals:read"]}]""", "organisations[0].apiKeys[0].sha256", "must be text of 1 to 64 characters without control characters")]
    [InlineData("""[{"sha256":"0123456789ABCDEF","scopes":["referrals:read"]}]""", "organisations[0].apiKeys[0].sha256", "must be the SHA-256 of the key in 64 lower-case hex digits")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":[]}]""", "organisations[0].apiKeys[0].scopes", "must be a list of 1 to 8")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["everything"]}]""", "organisations[0].apiKeys[0].scopes[0]", Scopes)]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["signed-in"]}]""", "organisations[0].apiKeys[0].scopes[0]", Scopes)]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"role":"administrator"}]""", "organisations[0].apiKeys[0].role", "must be one of: referrer, service-provider, regional-coordinator, national-coordinator")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"role":"service-provider"}]""", "organisations[0].apiKeys[0].role", "is a provider's, but the organisation provides nothing")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"role":"regional-coordinator"}]""", "organisations[0].apiKeys[0].regions", "must say where a coordinator's key works")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"role":"regional-coordinator","regions":["al-west"]}]""", "organisations[0].apiKeys[0].regions", "names a region that is not in this file")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"created":"2026-01-01T00:00:00Z","expires":"2026-01-01T00:00:00Z"}]""", "organisations[0].apiKeys[0].expires", "must be after created")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"],"expires":"soon"}]""", "organisations[0].apiKeys[0].expires", "must be a time with its offset, e.g. 2026-01-01T08:00:00Z")]
    [InlineData($$"""[{"sha256":"{{Hash}}","scopes":["referrals:read"]},{"sha256":"{{Hash}}","scopes":["referrals:write"]}]""", "organisations", "hold a key twice")]
    [InlineData("""[{"sha256":"5af99835131859185ada5e7772e35d2680e0b32b0c356083dece50d8766df468","scopes":["referrals:read"]}]""", "organisations", "hold a key twice")]
    public void What_is_wrong_with_a_key_is_said_where_it_stands_and_nothing_is_taken(string keys, string path, string must)
    {
        var (seed, faults) = Read(keys);
        Assert.Null(seed);
        Assert.Equal(must, faults[path]);
    }

    [Theory]
    [InlineData("\"Duty\"", "must be her object id in Entra ID, a GUID")]
    [InlineData("\"00000000000000000000000000000001\"", "must be her object id in Entra ID, a GUID")]
    public void An_object_id_that_is_none_is_refused(string id, string must)
    {
        var file = Demo();
        file["staff"]![0]!["entra"] = JsonNode.Parse(id);
        Assert.Equal(must, Read(file).Faults["staff[0].entra"]);
    }

    [Fact]
    public void One_object_id_belongs_to_one_person_however_it_is_written()
    {
        var file = Demo();
        file["staff"]![0]!["entra"] = "AAAAAAAA-0000-4000-8000-000000000001";
        Assert.Equal("north-duty", new StaffRegister(Read(file).Seed!, StaffRegister.Empty.Languages, StaffRegister.Empty.Chats, StaffRegister.Empty.Refused, 0).OfEntra("aaaaaaaa-0000-4000-8000-000000000001")?.Id.Value);
        file["staff"]![1]!["entra"] = "aaaaaaaa-0000-4000-8000-000000000001";
        Assert.Contains("staff", Read(file).Faults.Keys);
    }

    [Fact]
    public void A_key_s_use_is_written_down_once_an_hour()
    {
        var now = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        var used = KeyUseRules.Evolve(KeyUse.None, new KeyUsed("a", now));
        Assert.IsType<ServerlessAssist.Shared.Streams.Decision<KeyUsed>.NoChange>(KeyUseRules.Decide(used, new UseKey("a"), now.AddMinutes(59)));
        Assert.IsType<ServerlessAssist.Shared.Streams.Decision<KeyUsed>.Commit>(KeyUseRules.Decide(used, new UseKey("b"), now.AddMinutes(59)));
        Assert.IsType<ServerlessAssist.Shared.Streams.Decision<KeyUsed>.Commit>(KeyUseRules.Decide(used, new UseKey("a"), now.AddMinutes(60)));
        Assert.Equal(["b"], KeyUseRules.Evolve(used, new KeyUsed("b", now.AddDays(401))).Last.Keys);
    }

    private static JsonNode Demo() => JsonNode.Parse(Programme.DemoPeople().GetRawText())!;

    private static (PeopleConfiguration? Seed, IReadOnlyDictionary<string, string> Faults) Read(string keys)
    {
        var file = Demo();
        file["organisations"]![0]!["apiKeys"] = JsonNode.Parse(keys);
        return Read(file);
    }

    private static (PeopleConfiguration? Seed, IReadOnlyDictionary<string, string> Faults) Read(JsonNode file)
    {
        var form = new Form(JsonSerializer.SerializeToElement(file));
        return (PeopleFile.Read(form, ["en", "sq"]), form.Faults());
    }
}
