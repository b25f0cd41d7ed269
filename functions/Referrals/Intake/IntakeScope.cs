using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Where somebody is referred from: a point of a region, or the region with no point that fits.</summary>
/// <param name="Labels">The region's, by language tag.</param>
/// <param name="Codes">Short words for the region, as people text them.</param>
/// <param name="IsAll">It is all that the region has: the region's names mean it.</param>
public sealed record IntakeScope(string Region, string? Point, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<string> Codes, bool IsAll)
{
    private const int Shown = 16;
    private const string Letters = "bcdefghjkmnpqrst";

    /// <summary>Eight letters that say which place a button means; a people file may bring other places meanwhile. No letter of it is taken for a digit of a code.</summary>
    [JsonIgnore]
    public string Key => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes($"{Region}|{Point}"))[..4].SelectMany(part => new[] { Letters[part >> 4], Letters[part & 15] }));

    /// <summary>As it is shown to the one who chose it.</summary>
    [JsonIgnore]
    public Wording Label => Point is { } point
        ? IntakePhrases.AtPoint.With(("region", new Argument.Named(Labels)), ("point", Short(point)))
        : IntakePhrases.InRegion.With(("region", new Argument.Named(Labels)));

    /// <summary>How it could be texted.</summary>
    [JsonIgnore]
    public string Example => Short(Codes is [var code, ..] ? code : Point ?? Labels.GetValueOrDefault("en") ?? Labels.Values.First());

    /// <summary>What she can choose from: the points of her regions and the regions themselves; all regions for somebody with none. The points that she works at come first.</summary>
    public static ImmutableArray<IntakeScope> Of(Staff staff, StaffRegister people) =>
    [
        .. from region in people.Configuration.Regions
           where staff.Regions.IsEmpty || staff.Regions.Contains(region.Id)
           from place in region.Points is [_] ? region.Points.Cast<string?>() : region.Points.OrderBy(point => staff.Points.Contains(point) ? 0 : 1).Append(null)
           select new IntakeScope(region.Id, place, region.Labels, region.Codes, place is null || region.Points is [_]),
    ];

    public override string ToString() => "place";

    private static string Short(string name) => name[..Math.Min(name.Length, Shown)];
}

/// <summary>What she holds in her hand, and what she can choose from with it.</summary>
public sealed record DialogueContext(ChannelKind Channel, ImmutableArray<IntakeScope> Places)
{
    /// <summary>As by SMS: what can be answered stands in the words.</summary>
    public bool IsSms => !ChannelTraits.Of(Channel).HasButtons;

    public override string ToString() => $"{Channel}";
}
