using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.People.Api;

/// <param name="Code">Stands in this answer and nowhere else; the same call again gets it again.</param>
/// <param name="Link">Null: the bot's name is not in the settings.</param>
/// <param name="Picture">The link as an SVG, to be shown on a screen.</param>
/// <param name="Until">Null: it is used up, replaced, or over.</param>
public sealed record InvitedShown(string Person, string Code, string? Link, string? Picture, DateTimeOffset? Until);

public sealed record InvitationShown(string Person, string? CallName, string Role, string Organisation, IReadOnlyList<string> Regions, DateTimeOffset Until);

public sealed record InvitationList(IReadOnlyList<InvitationShown> Invitations);

/// <param name="What">What was done.</param>
public sealed record StaffDone(string Person, string What);

public sealed record RotaShown(IReadOnlyList<RotaOfRegion> Regions);

public sealed record RotaOfRegion(string Region, string TimeZone, IReadOnlyList<RotaDay> Days);

public sealed record RotaDay(DateOnly Day, IReadOnlyList<RotaPart> Parts);

/// <param name="From">Until the next part, or the day's end.</param>
/// <param name="Who">Posts; empty: nobody.</param>
public sealed record RotaPart(DateTimeOffset From, IReadOnlyList<string> Who);

/// <param name="Status">asked, agreed, over.</param>
/// <param name="From">The post that has the duty; null: nobody had it.</param>
public sealed record SwapShown(string Id, string? Region, DateOnly? Day, string Status, string? From, string? To)
{
    /// <summary>A swap that is answered or forgotten by now is over.</summary>
    internal static SwapShown Of(Directory people, string id) =>
        people.Swaps.FirstOrDefault(one => one.Id == id) is { } swap ? Of(people, swap) : new SwapShown(id, null, null, "over", null, null);

    internal static SwapShown Of(Directory people, Swap swap) => new(
        swap.Id, swap.Region, swap.Day, swap.Is == SwapState.Asked ? "asked" : "agreed", swap.From is { } from ? people.NameOf(from) : null, people.NameOf(swap.To));
}

public sealed record SwapList(IReadOnlyList<SwapShown> Swaps);

/// <param name="What">people-file, case-file, person-file, erasure.</param>
/// <param name="Subject">What of: a reference, or regions.</param>
/// <param name="By">The post, or the operator, that asked.</param>
public sealed record ApprovalShown(string Id, string What, string Subject, string By, DateTimeOffset Until);

public sealed record ApprovalList(IReadOnlyList<ApprovalShown> Approvals);

public sealed record ApprovalDone(string Id, string Answer);

/// <param name="Until">Null: she is there.</param>
public sealed record AbsenceShown(DateTimeOffset? Until);

/// <param name="From">Of her own time zone, <c>22:00</c>; null: no quiet.</param>
public sealed record QuietShown(string? From, string? Until);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
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
