using System.Globalization;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;

namespace ServerlessAssist.Simulation.Secrecy;

/// <summary>What must not be read where it could be: of the people of the demo, of a referral, of what was typed, and of the house's own keys.</summary>
internal static class Markers
{
    /// <summary>Shorter ones stand in Base64 by chance.</summary>
    private const int Shortest = 6;

    private static readonly string[] House = [SandboxSystem.Account.AuthToken, SandboxSystem.BotToken, SandboxSystem.BotSecret, SandboxSystem.FunctionKey, SandboxSystem.MasterKey, "ngo-kukes-demo-key", .. Simulation.World.House.Keys.Values.OfType<string>()];

    /// <summary>Numbers and chats in the ways that they are written, without a plus.</summary>
    private static readonly string[] Addresses = [.. Programme.DemoPeople().GetProperty("staff").EnumerateArray().SelectMany(one => one.GetProperty("channels").EnumerateArray())
        .Select(way => way.TryGetProperty("address", out var address) ? address.GetString()!.TrimStart('+') : way.GetProperty("invite").GetString()!), Programme.StrangerSms.Value.TrimStart('+'), Programme.NgoTelegram.Value, "700000111", "355690000111"];

    private static readonly string[] Ids = [.. Programme.DemoPeople().GetProperty("staff").EnumerateArray().SelectMany(one => new[] { one.GetProperty("id").GetString()!, one.TryGetProperty("callName", out var name) ? name.GetString()! : "" }).Where(one => one.Contains('-', StringComparison.Ordinal) || one.Contains(' ', StringComparison.Ordinal))];

    private static readonly string[] Facts = [.. Programme.Secrets.Where(one => one.Length >= Shortest), "Kakavija", "front desk", "psychosocial"];

    /// <summary>Of any referral and person: nowhere but with those they are for.</summary>
    public static IReadOnlyList<string> Personal { get; } = [.. Facts, .. Addresses];

    /// <summary>Nowhere that is written down: requests to storage, what it holds, log lines, measurements, traces.</summary>
    public static IReadOnlyList<string> Written(World.World world) =>
        [.. Personal.Concat(Ids).Concat(House).Concat(References(world)).Concat(Codes(world).Select(one => one.Code)).Concat(world.Facts.Writings.Values.Select(said => said.Text).Where(text => text.Length >= 8)).Distinct()];

    /// <summary>In no address that a carrier is asked at: only its own account or token stands there.</summary>
    public static IReadOnlyList<string> InAddresses(World.World world) =>
        [.. Personal.Concat(Ids).Concat(References(world)).Concat(Codes(world).Select(one => one.Code)).Append(SandboxSystem.Account.AuthToken).Append("+355").Append("%2B355")];

    /// <summary>In no words that somebody gets: names, places and contacts, whose number ever, and codes of others.</summary>
    public static IReadOnlyList<string> InWordsTo(World.World world, Address reader) =>
        [.. Personal.Except(Programme.ChoosesPoints(reader) ? Programme.Points : []).Concat(House).Append("+355").Concat(Codes(world).Where(one => !one.Readers.Contains(reader)).Select(one => one.Code))];

    /// <summary>The first character in a log line that could forge another, move a cursor or turn the reading order; null: none.</summary>
    public static string? Raw(string line)
    {
        foreach (var unit in line.AsSpan().TrimEnd())
            if (char.IsControl(unit) || unit is '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'))
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)unit:X4}");
        return null;
    }

    private static IEnumerable<string> References(World.World world) => world.Facts.Each<Referral>().Select(one => one.State.Reference).Concat(world.Facts.Erased.Values.OfType<Referral>().Select(one => one.Reference));

    private static IEnumerable<(string Code, IReadOnlySet<Address> Readers)> Codes(World.World world) =>
        from one in world.Facts.Each<Referral>()
        from person in one.State.Ladder!.Levels.SelectMany(level => level).Distinct()
        select (AlertMessages.CodeOf(one.State, person), world.Facts.EverOf(person));
}
