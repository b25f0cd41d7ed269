using System.Text;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Rows of a backup as nobody would send them.</summary>
internal static class BackupDoors
{
    private static readonly string[] Ids = ["20260302080000000000", "20260302080012345678", "streams", "99999999999999999999", "2026030208000000000G", "", "..", "%2e%2e", "rehearsal"];
    private static readonly string[] Types = ["application/x-ndjson", "application/x-ndjson", "application/x-ndjson", "application/x-ndjson; charset=utf-16", "application/json", ""];
    private static readonly string[] Lines =
    [
        """{"p":"referral~0f","r":"state~referral~0f","v":{"Version":"l:1","Head":"b:AAAA","Key":"b:AAAA","Body0":"b:AAAA"}}""", """{"p":"referral~0f","r":"event~referral~0f~0000000001","v":{"Version":"l:1","Mac":"b:AA=="},"i":"00"}""",
        """{"p":null,"r":null,"v":null}""", """{"p":"a~b","r":"state~a~b","v":{"Version":"l:99999999999999999999"}}""", """{"p":"a~b","r":"state~a~b","v":{"Body0":"b:%%%"}}""", """{"p":"a~b","p":"c~d","r":"state~a~b","v":{}}""",
        """{"p":"a~b","r":"state~a~b","v":{"PartitionKey":"s:streams"}}""", """{"p":"a~b","r":"state~a~b","v":{"X":{"Y":{"Z":[[[[]]]]}}}}""", "[]", "null", "{}", "\0", """{"p":"a~b","r":"state~a~b","v":{"D":"d:9223372036854775807","G":"g:x","T":"t:","I":"i:9999999999"}}""",
    ];

    public static string Id(Scene scene, Draw draw) => draw.OneIn(3) ? ApiDoors.Name(scene, draw) : ApiDoors.Segment(draw.Of(Ids)) is { Length: > 0 } some ? some : "x";

    public static HostileInput Write(Scene scene, Draw draw)
    {
        var (headers, mayComeIn) = ApiDoors.Keys(draw, SandboxSystem.MasterKey);
        headers.Add(("Content-Type", draw.Of(Types)));
        var body = new StringBuilder();
        for (var left = draw.OneIn(20) ? 400 : draw.Next(6); left > 0; left--) body.Append(draw.OneIn(3) ? HostileText.Mutated(draw, draw.Of(Lines)) : draw.Of(Lines)).Append(draw.OneIn(8) ? "\r\n\n" : "\n");
        if (draw.OneIn(20)) body.Append('{').Append(new string('[', 60_000));
        return new HostileInput("WriteRehearsal", new HttpAsk("PUT", $"/api/operations/rehearsals/{Id(scene, draw)}", headers, Encoding.UTF8.GetBytes(body.ToString())), mayComeIn);
    }
}
