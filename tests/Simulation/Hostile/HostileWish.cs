using System.Globalization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>What people can ask for in words: each command of the house, right, nearly right, or buried in something else.</summary>
internal static class HostileWish
{
    private static readonly string[] Around = ["{0}", " {0} ", "take {0}", "TAKE {0}!", "pass {0}", "merr {0}", "kaloj {0}", "kalo {0}", "ok {0} 1234", "room 1234 {0}", "{0} {0}", "{0} pass", "STOP {0}", "/start {0}", "/take {0}", "take\u00a0{0}", "\u202e{0}\u202c", "{0}\0", "=\"{0}\"", "{0}\n{0}"];

    private static readonly string[] Invites = ["/start demo-invite-kukes-00000001", "/start demo-invite-kukes-00000002", "/start  demo-invite-kukes-00000001", "/START demo-invite-kukes-00000001", "/start demo-invite-kukes-00000001 x", "/start demo-invite-kukes-0000000\uff11", "/start \0"];

    private static readonly string[] Intakes =
    [
        "/refer", "REF", "ref an adult f urgent shelter medical sq", "REF AN adult f urgent shelter sq consent", "urgent f", "send", "discard", "hiq", "dergo", "noconsent", "noconsent she is in danger now", "ref noconsent x contact y noconsent z contact", "contact", "contact at the desk",
        "consent", "REF AN AS MO QA al-north", "ref adult child f m", "1", "1 2 3", "99", "\u0661", "back", "Go on", "skip", "/refer AN adult f urgent bed sq consent", "ref family contact food and hygiene at once", "REFER", "ref ref ref", "REF\u00a0AN",
    ];

    public static string Any(Scene scene, Draw draw, Address from, int most) => draw.Next(20) switch
    {
        < 6 => Coded(draw, Code(scene, draw, from)),
        6 => draw.Of(Invites),
        7 => HostileText.Mutated(draw, Coded(draw, Code(scene, draw, from))),
        8 or 9 => draw.Of(Intakes),
        10 => HostileText.Mutated(draw, draw.Of(Intakes)),
        11 => $"noconsent {HostileText.Any(draw, most)}",
        _ => HostileText.Any(draw, most),
    };

    /// <summary>Her own, somebody else's, or one beside it.</summary>
    public static string Code(Scene scene, Draw draw, Address from)
    {
        var (_, code) = draw.OneIn(2) && scene.Codes.FirstOrDefault(one => one.Phone == from) is { Code: not null } own ? own : draw.Of(scene.Codes);
        return draw.Next(12) switch
        {
            < 5 => code,
            < 8 => string.Create(CultureInfo.InvariantCulture, $"{code[..5]}{(int.Parse(code[5..], CultureInfo.InvariantCulture) + 1 + draw.Next(9998)) % 10_000:D4}"),
            8 => code.Replace('0', 'O').Replace('1', 'l'),
            9 => code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(),
            10 => code.Replace('-', '\u2013'),
            _ => $"{(char)('A' + draw.Next(26))}{code[1..]}",
        };
    }

    private static string Coded(Draw draw, string code) => draw.Of(Around).Replace("{0}", code, StringComparison.Ordinal);
}
