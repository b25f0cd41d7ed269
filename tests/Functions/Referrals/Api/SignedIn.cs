using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.People.Api;
using ServerlessAssist.Tests.Threats;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Api;

/// <summary>The demo programme, where everybody of the staff has a token; and somebody who has no right to anything, an auditor.</summary>
internal sealed class SignedIn(Stage stage, Tenant tenant)
{
    private static readonly JsonNode People = Demo();

    /// <summary>The people file.</summary>
    public static string File => People.ToJsonString();

    public Stage Stage => stage;

    public Client Ngo => new(stage, Client.Ngo);

    public Client Mission => new(stage, Client.Mission);

    public Client Lake => new(stage, Client.Lake);

    /// <param name="what">On a thread of its own and on virtual time.</param>
    public static void Play(Func<SignedIn, Task> what)
    {
        var tenant = new Tenant();
        Stage.Play(stage => what(new SignedIn(stage, tenant)), change: services => services.Replace(ServiceDescriptor.Singleton(tenant.Tokens())), people: Encoding.UTF8.GetBytes(People.ToJsonString()));
    }

    /// <summary>Somebody of the staff, with her token.</summary>
    public Client As(string person) => new(stage, ("Authorization", $"Bearer {tenant.Sign(new Dictionary<string, object>(Tenant.Claims) { ["oid"] = ObjectId(People["staff"]!.AsArray().ToList().FindIndex(one => (string?)one!["id"] == person)) })}"));

    /// <summary>One that is referred in the north and taken by the one on duty.</summary>
    public async Task<string> Taken()
    {
        var reference = await stage.Programme.Refer();
        Ok(await As("north-duty").Post($"referrals/{reference}/take"));
        return reference;
    }

    /// <summary>As <see cref="Taken"/>, and the house at the lake holds a place.</summary>
    public async Task<string> InAssistance()
    {
        var reference = await Taken();
        Ok(await Mission.Post($"referrals/{reference}/assign", """{"service":"shelter","provider":"house-lake"}"""));
        Ok(await Lake.Post($"referrals/{reference}/answer", """{"answer":"accept"}"""));
        await stage.Minutes(2);
        return reference;
    }

    public static void Ok(HttpReply reply) => Assert.True(reply.Status == 200, reply.Text);

    public static (int, string?) Said(HttpReply reply) => (reply.Status, reply.Status == 200 ? null : Client.Code(reply));

    private static string ObjectId(int at) => at >= 0 ? string.Create(CultureInfo.InvariantCulture, $"33333333-0000-4000-8000-{at:D12}") : throw new ArgumentOutOfRangeException(nameof(at), "Nobody is called so.");

    private static JsonNode Demo()
    {
        var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
        var staff = people["staff"]!.AsArray();
        staff.Add(JsonNode.Parse("""{ "id": "auditor", "role": "auditor", "organisation": "mission-al", "regions": [], "language": "en", "channels": [{ "kind": "sms", "address": "+355690000041" }] }"""));
        staff.Add(JsonNode.Parse("""{ "id": "north-caseworker-2", "role": "caseworker", "organisation": "mission-al", "regions": ["al-north"], "language": "en", "callName": "Caseworker N2", "channels": [{ "kind": "sms", "address": "+355690000042" }] }"""));
        for (var at = 0; at < staff.Count; at++) staff[at]!["entra"] = ObjectId(at);
        return people;
    }
}
