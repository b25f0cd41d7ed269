using System.Globalization;
using ServerlessAssist.Functions.Cases;
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

    /// <summary>What colleagues write about their work, their duty and their phones; {0}: a reference, {1}: who or where.</summary>
    private static readonly string[] Works =
    [
        "/mine", "/mine 2", "/MINE", "/mine\n/open", "/open", "/open x", "/board", "/board {0}", "/board RA-0A00-M", "/board {0} {0}", "/people", "/people x", "places 3", "places 0", "places -1", "places 10001", "places \u0663", "PLACES 2", "vende 2", "/places", "/places 99999999999",
        "{0}: we come at eight", "{0} a word", "{0}", "{0}:", "ra-{0} x", "RA {0} x", "{0}\u202e evil", "{0} /mine", "/rota", "/rota {1}", "/take", "/take friday", "/take {1} monday", "/take 2026-13-45", "/take 0", "I take Friday", "marr te premten", "/away", "/away 3", "/away until monday", "/away 999999999", "/away -1", "/back",
        "/quiet", "/quiet 22-6", "/quiet 22:00-06:00", "/quiet 25-99", "/quiet off", "/quiet \u0662\u0662-\u0666", "/channels", "/channels add", "/channels sms telegram", "/channels telegram telegram sms", "/channels pigeon", "/lost", "/lost sms", "/lost telegram", "/lost LOST", "/lost sms telegram",
        "/invite", "/invite caseworker mission-al al-north en Case 9", "/invite administrator {1}", "/reenrol", "/reenrol {1}", "/leave", "/leave {1}", "/leave me",
    ];

    private static readonly string[] Named = ["north-duty", "North 1", "al-north", "xk-west", "authority", "operations", "house-lake", "nobody"];

    /// <summary>What the buttons under a referral, a duty, a person say; {0}: the four characters of a reference, {1}: of another.</summary>
    public static readonly string[] Presses =
    [
        "ref show {0}", "ref keep {0}", "ref keep {0} x", "ref assign {0}", "ref assign {0} shelter", "ref assign {0} nonsense", "ref ask {0} shelter 00000000", "ref ask {0} shelter x", "ref reintegrate {0}", "ref close {0}", "ref close {0} completed", "ref close {0} handed-over", "ref close {0} nonsense", "ref reason {0} full", "ref reason {0} x",
        "ref add-need {0} legal", "ref add-need {0} legal legal", "ref add-need {0} x", "ref hand-over {0}", "ref hand-over {0} 00000000", "ref hand-over {0} 00000000 consent", "ref hand-over {0} x life-at-risk", "ref merge {0} {1}", "ref merge {0} {0}", "ref merge {0} x", "ref unmerge {0} {1}", "ref unmerge {0} {0}", "ref not-duplicate {0} {1}", "ref not-duplicate {0} {0}", "ref say {0}", "ref say {0} x", "ref say {0} x x", "ref throw-away", "ref throw-away x", "ref throw-away {0} x", "ref remove-note {0} 1", "ref remove-note {0} 0", "ref remove-note {0} -1", "ref remove-note {0} 99999999999",
        "ref mine", "ref mine 1", "ref mine 2", "ref mine 0", "ref mine x", "ref open 1", "ref open 99999", "case show {0}", "case agree {0} services", "case agree {0} x", "case revoke {0} check-ins", "case revoke {0}", "staff swap-yes x", "staff swap-yes 0000000000", "staff swap-no 0000000000", "staff take-duty 0 20260306", "staff take-duty 9 20260306", "staff take-duty 0 99999999", "staff approval-yes x", "staff approval-no 0000000000", "staff add-channel", "staff add-channel x", "staff first sms", "staff first telegram", "staff first pigeon",
    ];

    public static string Any(Scene scene, Draw draw, Address from, int most) => draw.Next(24) switch
    {
        20 or 21 => Work(scene, draw),
        22 => HostileText.Mutated(draw, Work(scene, draw)),
        23 => $"{draw.Of(scene.References)} {HostileText.Any(draw, most)}",
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
        return draw.Next(13) switch
        {
            < 5 => code,
            < 8 => string.Create(CultureInfo.InvariantCulture, $"{code[..6]}{(int.Parse(code[6..], CultureInfo.InvariantCulture) + 1 + draw.Next(9998)) % 10_000:D4}"),
            8 => code.Replace('0', 'O').Replace('1', 'l'),
            9 => code.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(),
            10 => code.Replace('-', '\u2013'),
            11 => code.Replace('A', '\u0410').Replace('H', '\u0425').Replace('-', '\u2011'),
            _ => $"{(char)('A' + draw.Next(26))}{code[1..]}",
        };
    }

    /// <summary>What a button says, of referrals that are there.</summary>
    public static string Press(Scene scene, Draw draw) => draw.Of(Presses).Replace("{0}", Body(scene, draw), StringComparison.Ordinal).Replace("{1}", Body(scene, draw), StringComparison.Ordinal);

    private static string Work(Scene scene, Draw draw) => draw.Of(Works).Replace("{0}", draw.Of(scene.References), StringComparison.Ordinal).Replace("{1}", draw.Of(Named), StringComparison.Ordinal);

    private static string Body(Scene scene, Draw draw) => draw.OneIn(12) ? draw.Of(["0A00", "0000", "zzzz", "\u0661234", "0a00", ""]) : CaseReference.BodyOf(draw.Of(scene.References));

    private static string Coded(Draw draw, string code) => draw.Of(Around).Replace("{0}", code, StringComparison.Ordinal);
}
