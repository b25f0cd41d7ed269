using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using static ServerlessAssist.Tests.Functions.Referrals.Api.SignedIn;

namespace ServerlessAssist.Tests.Functions.People.Api;

/// <summary>The same refusal reads the same to a signed-in person and to an operator.</summary>
public sealed class SameProblemTests
{
    private const string North1 = """{"role":"regional-coordinator","organisation":"mission-al","regions":["al-north"],"language":"sq","callName":"North 1"}""";

    [Fact]
    public void A_taken_name_a_person_that_is_not_there_and_the_last_administrator() => Play(async house =>
    {
        var admin = house.As("operations");
        IsSame(409, "name-taken", await admin.Post("invitations", North1), await Operate(house, "POST", "invitations", North1));
        IsSame(404, "nobody", await admin.Post("invitations", """{"person":"nobody"}"""), await Operate(house, "POST", "invitations", """{"id":"nobody"}"""));
        IsSame(404, "nobody", await admin.Post("staff/leave", """{"person":"nobody"}"""), await Operate(house, "DELETE", "staff/nobody", ""));
        IsSame(409, "last-administrator", await admin.Post("staff/leave", """{"person":"operations"}"""), await Operate(house, "DELETE", "staff/operations", ""));
    });

    [Fact]
    public void A_second_person_who_asked_or_comes_too_late() => Play(async house =>
    {
        var admin = house.As("operations");
        IsSame(409, "not-open", await admin.Post("approvals/0000000000/answer", """{"answer":"agree"}"""), await Approve(house, "0000000000", "mira"));
        var file = SignedIn.File.Replace("355690000014", "355690000114", StringComparison.Ordinal);
        Assert.Equal(202, (await Operate(house, "PUT", "people", file, by: "operations")).Status);
        var id = (string)Client.Read(await admin.Get("approvals"))["approvals"]!.AsArray().Single()!["id"]!;
        IsSame(403, "same-person", await admin.Post($"approvals/{id}/answer", """{"answer":"agree"}"""), await Approve(house, id, "operations"));
        Assert.Equal(200, (await Approve(house, id, "mira")).Status);
        IsSame(409, "not-open", await admin.Post($"approvals/{id}/answer", """{"answer":"agree"}"""), await Approve(house, id, "besa"));
    });

    [Fact]
    public void A_refusal_that_comes_again_is_one_again_and_nothing_more_is_recorded() => Play(async house =>
    {
        var admin = house.As("operations");
        var first = await admin.Post("staff/leave", """{"person":"nobody"}""", "leave-0001");
        for (var other = 0; other < 9; other++) Assert.Equal(404, (await admin.Post("staff/leave", """{"person":"nobody"}""")).Status);
        var version = Version(house);
        IsSame(404, "nobody", first, await admin.Post("staff/leave", """{"person":"nobody"}""", "leave-0001"));
        Assert.Equal(version, Version(house));
    });

    private static void IsSame(int status, string code, HttpReply one, HttpReply other)
    {
        Assert.Equal((status, code), Said(one));
        Assert.Equal((status, code), Said(other));
        Assert.Equal((string?)Client.Read(one)["detail"], (string?)Client.Read(other)["detail"]);
    }

    private static Task<HttpReply> Approve(SignedIn house, string id, string by) => Operate(house, "POST", $"approvals/{id}", $$"""{"operator":"{{by}}"}""");

    private static async Task<HttpReply> Operate(SignedIn house, string method, string route, string body, string by = "mira") => await house.Stage.Ask(new HttpAsk(
        method, $"/api/operations/{route}", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", by), ("Content-Type", "application/json")],
        Encoding.UTF8.GetBytes(body)));

    private static long Version(SignedIn house)
    {
        var facts = house.Stage.World.Facts;
        return facts.History[facts.Each<ServerlessAssist.Functions.People.StaffRegister>().Single().Stream][^1].Number;
    }
}
