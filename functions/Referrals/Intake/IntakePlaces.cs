using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>The names by which people call the places that somebody may refer from, in both scripts.</summary>
internal sealed class IntakePlaces(ImmutableArray<IntakeScope> scopes)
{
    /// <summary>Fewer letters of a name say nothing.</summary>
    private const int ShortestPrefix = 3;

    private readonly ImmutableDictionary<string, IntakeScope> _byKey =
        scopes.DistinctBy(scope => scope.Key).ToImmutableDictionary(scope => IntakeVocabulary.Place + scope.Key);

    public Names Names { get; } = new(
        from scope in scopes
        from name in NamesOf(scope)
        group scope by PlainText.Of(name) into same
        where Widest([.. same], same.Key) is not null
        select (same.Key, IntakeVocabulary.Place + Widest([.. same], same.Key)!.Key));

    /// <returns>Null: the token is no place.</returns>
    public IntakeScope? Of(Token token) => token.Meanings is [var meaning] ? _byKey.GetValueOrDefault(meaning) : null;

    /// <summary>The one place whose name begins with the word; null: none, or several, or too few letters.</summary>
    public IntakeScope? BeginningWith(Word word)
    {
        if (word.Folded.Length < ShortestPrefix) return null;
        var key = PlainText.Of(word.Plain);
        var found = scopes.Where(scope => NamesOf(scope).Any(name => FoldedOf(name).StartsWith(word.Folded, StringComparison.Ordinal))).ToImmutableArray();
        return found.IsEmpty ? null : Widest(found, key);
    }

    /// <summary>A point and its own region together are the point; two places are none.</summary>
    public static IntakeScope? Only(List<IntakeScope> meant)
    {
        var all = meant.DistinctBy(place => place.Key).ToList();
        if (all.Where(place => place.Point is not null).ToList() is [var point] && all.TrueForAll(place => place.Region == point.Region)) return point;
        return all is [var only] ? only : null;
    }

    /// <summary>A word that names a region and begins the names of its points means the region, unless it is a point's very name.</summary>
    private static IntakeScope? Widest(ImmutableArray<IntakeScope> found, string text)
    {
        if (found.Where(place => place.Point is { } point && PlainText.Of(point) == text).ToList() is [var exact]) return exact;
        if (found.DistinctBy(place => place.Region).Count() > 1) return null;
        return found is [var only] ? only : found.FirstOrDefault(place => place.Point is null);
    }

    /// <summary>Codes, id and labels name a region, and stand for it whole; a point has its own name.</summary>
    private static IEnumerable<string> NamesOf(IntakeScope place) => !place.IsAll
        ? [place.Point!]
        : [place.Region, .. place.Labels.Values, .. place.Codes, .. place.Point is { } only ? [only] : Array.Empty<string>()];

    private static string FoldedOf(string name) => WordSplitter.Split(PlainText.Of(name)) is var words
        ? string.Join(' ', words.Select(word => word.Folded)) : "";
}
