using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Api.Document;

namespace ServerlessAssist.Functions.People.Api;

/// <param name="Code">Stands in this answer and nowhere else; the same call again gets it again.</param>
/// <param name="Link">Null: the bot's name is not in the settings.</param>
/// <param name="Picture">The link as an SVG, to be shown on a screen.</param>
/// <param name="Until">Null: it is used up, replaced, or over.</param>
[Schema("Invited", """{ "person": "north-3-a1b2c3", "code": "K7QMX-3WP9D", "until": "2026-03-05T08:00:00+00:00" }""")]
public sealed record InvitedShown(string Person, string Code, string? Link, string? Picture, DateTimeOffset? Until);

public sealed record InvitationShown(string Person, string? CallName, string Role, string Organisation, IReadOnlyList<string> Regions,
    DateTimeOffset Until);

[Schema("Invitations", """
    { "invitations": [{ "person": "north-3-a1b2c3", "callName": "North 3", "role": "regional-coordinator", "organisation": "mission-al",
      "regions": ["al-north"], "until": "2026-03-05T08:00:00+00:00" }] }
    """)]
public sealed record InvitationList(IReadOnlyList<InvitationShown> Invitations);

/// <param name="What">What was done.</param>
[Schema("StaffDone", """{ "person": "north-3-a1b2c3", "what": "leave" }""")]
public sealed record StaffDone(string Person, string What);

[Schema("Rota", """
    { "regions": [{ "region": "al-north", "timeZone": "Europe/Tirane",
      "days": [{ "day": "2026-03-02", "parts": [{ "from": "2026-03-02T00:00:00+01:00", "who": ["North 1"] }] }] }] }
    """)]
public sealed record RotaShown(IReadOnlyList<RotaOfRegion> Regions);

public sealed record RotaOfRegion(string Region, string TimeZone, IReadOnlyList<RotaDay> Days);

public sealed record RotaDay(DateOnly Day, IReadOnlyList<RotaPart> Parts);

/// <param name="From">Until the next part, or the day's end.</param>
/// <param name="Who">Posts; empty: nobody.</param>
public sealed record RotaPart(DateTimeOffset From, IReadOnlyList<string> Who);

/// <param name="Status">asked, agreed, over.</param>
/// <param name="From">The post that has the duty; null: nobody had it.</param>
[Schema("Swap", """
    { "id": "0a1b2c3d4e", "region": "al-north", "day": "2026-03-06", "status": "asked", "from": "North 1", "to": "North 2" }
    """)]
public sealed record SwapShown(string Id, string? Region, DateOnly? Day, string Status, string? From, string? To)
{
    /// <summary>A swap that is answered or forgotten by now is over.</summary>
    internal static SwapShown Of(StaffRegister people, string id) =>
        people.Swaps.FirstOrDefault(one => one.Id == id) is { } swap ? Of(people, swap) : new SwapShown(id, null, null, "over", null, null);

    internal static SwapShown Of(StaffRegister people, Swap swap) => new(
        swap.Id, swap.Region, swap.Day, swap.Is == SwapState.Asked ? "asked" : "agreed", swap.From is { } from ? people.NameOf(from)
        : null, people.NameOf(swap.To));
}

[Schema("Swaps", """
    { "swaps": [{ "id": "0a1b2c3d4e", "region": "al-north", "day": "2026-03-06", "status": "agreed", "from": "North 1", "to": "North 2" }] }
    """)]
public sealed record SwapList(IReadOnlyList<SwapShown> Swaps);

/// <param name="What">people-file, case-file, person-file, erasure.</param>
/// <param name="Subject">What of: a reference, or regions.</param>
/// <param name="By">The post, or the operator, that asked.</param>
public sealed record ApprovalShown(string Id, string What, string Subject, string By, DateTimeOffset Until);

[Schema("Approvals", """
    { "approvals": [{ "id": "0123456789ab", "what": "case-file", "subject": "RA-7F3K-9", "by": "North 1",
      "until": "2026-03-03T08:00:00+00:00" }] }
    """)]
public sealed record ApprovalList(IReadOnlyList<ApprovalShown> Approvals);

[Schema("ApprovalDone", """{ "id": "0123456789ab", "answer": "agree" }""")]
public sealed record ApprovalDone(string Id, string Answer);

/// <param name="Until">Null: she is there.</param>
[Schema("Absence", """{ "until": "2026-03-09T00:00:00+01:00" }""")]
public sealed record AbsenceShown(DateTimeOffset? Until);

/// <param name="From">Of her own time zone, <c>22:00</c>; null: no quiet.</param>
[Schema("Quiet", """{ "from": "22:00", "until": "07:00" }""")]
public sealed record QuietShown([Text(5)] string? From, [Text(5)] string? Until);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InvitedShown))]
[JsonSerializable(typeof(InvitationList))]
[JsonSerializable(typeof(StaffDone))]
[JsonSerializable(typeof(RotaShown))]
[JsonSerializable(typeof(SwapShown))]
[JsonSerializable(typeof(SwapList))]
[JsonSerializable(typeof(ApprovalList))]
[JsonSerializable(typeof(ApprovalDone))]
[JsonSerializable(typeof(AbsenceShown))]
[JsonSerializable(typeof(QuietShown))]
internal sealed partial class StaffApiJson : JsonSerializerContext;
