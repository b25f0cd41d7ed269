using System.Collections.Immutable;

namespace ServerlessAssist.Functions.Referrals.Providers;

/// <summary>Which providers fit a person, best first, and why. Pure.</summary>
public static class Fitting
{
    /// <summary>Those that provide the service for her age and sex, and have a place. First those of her own region, then those who speak with her, then whoever has more free.</summary>
    /// <param name="free">What each provider has free; not in it: all of its places.</param>
    /// <param name="stream">Where a provider's places are kept.</param>
    public static ImmutableArray<Candidate> Best(People.StaffRegister directory, ReferralFacts facts, string service, IReadOnlyDictionary<string, int> free, Func<string, string> stream)
    {
        var fitting =
            from organisation in directory.Configuration.Organisations
            let terms = organisation.Provides
            where terms is not null && terms.Services.Contains(service) && terms.Ages.Contains(facts.Age == AgeGroup.Child ? "child" : "adult")
                && (facts.Sex == "unknown" || terms.Sexes.Contains(facts.Sex)) && terms.Regions.Any(region => InCountry(directory, region, facts.Region))
            let places = free.GetValueOrDefault(organisation.Id, terms.Capacity)
            where places > 0
            let isNear = terms.Regions.Contains(facts.Region)
            let speaks = facts.Languages.Any(terms.Languages.Contains)
            orderby isNear descending, speaks descending, places descending, organisation.Id
            select new Candidate(organisation.Id, stream(organisation.Id), terms.Label, directory.ProvidersPeople(organisation.Id), terms.Capacity, [.. Why(isNear, speaks)]) { Free = places };
        return [.. fitting];
    }

    private static IEnumerable<string> Why(bool isNear, bool speaks)
    {
        if (isNear) yield return "near";
        if (speaks) yield return "language";
    }

    private static bool InCountry(People.StaffRegister directory, string region, string other) => region == other || (directory.Region(region)?.Country is { } country && country == directory.Region(other)?.Country);
}
