using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>What operators call about people: invitations, leavings, second consents.</summary>
internal static class StaffDoors
{
    private static readonly JsonTemplate[] Invitations =
    [
        new(Encoding.UTF8.GetBytes("""{"role":"regional-coordinator","organisation":"mission-al","regions":["al-north"],"language":"sq","callName":"North 77"}""")),
        new(Encoding.UTF8.GetBytes("""{"id":"north-committee"}""")),
    ];

    private static readonly JsonTemplate Consent = new(Encoding.UTF8.GetBytes("""{"operator":"ana"}"""));

    private static readonly string[] People = ["operations", "nobody", "authority-x", "OPERATIONS", "north-duty ", "..", "\u0000", "%2e%2e"];

    public static HostileInput Invite(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Headers(draw);
        return new HostileInput("InviteStaffAsOperator", new HttpAsk("POST", "/api/operations/invitations", headers, HostileJson.Body(draw, draw.Of(Invitations))), mayComeIn);
    }

    public static HostileInput Dismiss(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Headers(draw);
        var who = draw.OneIn(3) ? ApiDoors.Name(scene, draw) : ApiDoors.Segment(draw.Of(People));
        return new HostileInput("DismissStaffAsOperator", new HttpAsk("DELETE", $"/api/operations/staff/{who}{ApiDoors.Query(draw)}", headers, []), mayComeIn);
    }

    public static HostileInput Approve(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Headers(draw);
        return new HostileInput("ApproveAsOperator", new HttpAsk("POST", $"/api/operations/approvals/{ApiDoors.Name(scene, draw)}{ApiDoors.Query(draw)}", headers, HostileJson.Body(draw, Consent)), mayComeIn);
    }

    public static HostileInput Erase(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Headers(draw);
        var reference = draw.OneIn(3) ? HostileText.Any(draw, 60) : draw.Of(scene.References);
        var body = new JsonTemplate(Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(draw.OneIn(2) ? new { reference, approval = "0123456789ab" } : new { reference, approval = (string?)null }!)));
        return new HostileInput("BeginErasure", new HttpAsk("POST", $"/api/operations/persons/erasures{(draw.OneIn(3) ? "?dryRun=true" : ApiDoors.Query(draw))}", headers, HostileJson.Body(draw, body)), mayComeIn);
    }

    public static HostileInput ShowErasure(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = Headers(draw);
        return new HostileInput("ShowErasure", new HttpAsk("GET", $"/api/operations/persons/erasures/{(draw.OneIn(2) ? new string('a', 64) : ApiDoors.Name(scene, draw))}", headers, []), mayComeIn);
    }

    internal static (List<(string Name, string Value)> Headers, bool MayComeIn) Headers(Draw draw)
    {
        var (headers, mayComeIn) = ApiDoors.Keys(draw, SandboxSystem.MasterKey);
        headers.Add(("Content-Type", "application/json"));
        if (!draw.OneIn(12)) headers.Add(("X-Operator", draw.OneIn(6) ? HostileText.Any(draw, 200) : "ana"));
        return (headers, mayComeIn);
    }
}
