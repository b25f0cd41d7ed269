using System.Globalization;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Decision = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.Referrals.Providers.ProviderEvent>;

namespace ServerlessAssist.Functions.Referrals.Providers;

/// <summary>Who gets a place when several want the last one: whoever is decided first. Pure: no clock, no storage.</summary>
[PureRules]
public static class ProviderRules
{
    public const string Kind = "provider";

    public const string View = "providerplaces";

    /// <summary>All providers' places are one list.</summary>
    public const string Everybody = "all";

    public static readonly RuleBook<Provider, ProviderEvent, ProviderCommand> Book = new(
        Kind, Provider.None, Decide, Evolve, ProviderJson.Default.Provider, ProviderJson.Default.ProviderEvent)
    {
        Affected = effect => effect.Command.Deserialize(ProviderJson.Default.ProviderCommand) switch
        {
            ProviderCommand.Hold hold => hold with { Referral = effect.From },
            ProviderCommand.Free free => free with { Referral = effect.From },
            _ => throw new JsonException("Of a kind that is not known here."),
        },
        Views = provider => provider.Organisation.Length == 0 ? [] : [new ViewRow(View, Everybody, string.Create(CultureInfo.InvariantCulture, $"{provider.Organisation}:{provider.Free}"))],
    };

    public static Decision Decide(Provider provider, ProviderCommand command, DateTimeOffset now) => command switch
    {
        ProviderCommand.Hold hold => Hold(provider, new Place(hold.Referral, hold.Offer), hold.Organisation, hold.Capacity),
        ProviderCommand.Free free => new Decision.Accepted(new ProviderEvent.Freed(new Place(free.Referral, free.Offer))),
        ProviderCommand.Declare declare => Declare(declare, Math.Max(0, declare.Capacity - provider.Held.Length)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    public static Provider Evolve(Provider provider, ProviderEvent happened) => happened switch
    {
        ProviderEvent.Held e => provider with { Organisation = e.Organisation, Capacity = e.Capacity, Held = provider.Held.Add(e.Place), Declared = provider.Declared - 1 },
        ProviderEvent.WasFull e => provider with { Organisation = e.Organisation, Capacity = e.Capacity },
        ProviderEvent.Freed e when provider.Held.Contains(e.Place) => provider with { Held = provider.Held.Remove(e.Place), Declared = provider.Declared + 1 },
        ProviderEvent.Freed e => provider with { Freed = [.. provider.Freed.Add(e.Place).TakeLast(Provider.FreedKept)] },
        ProviderEvent.Declared e => provider with { Organisation = e.Organisation, Capacity = e.Capacity, Declared = e.Places },
        _ => provider,
    };

    /// <param name="most">Not held by anybody; none where the people file took places away that are held.</param>
    private static Decision Declare(ProviderCommand.Declare declare, int most)
    {
        var places = Math.Min(declare.Places, most);
        return new Decision.Accepted(new ProviderEvent.Declared(declare.Organisation, places, declare.Capacity), Said(declare.Places > most ? ProviderPhrases.PlacesAtMost : ProviderPhrases.PlacesNoted, places));
    }

    private static Decision Hold(Provider provider, Place place, string organisation, int capacity)
    {
        if (provider.Held.Contains(place)) return Answer(new ProviderEvent.HeldAlready(place), place, PlaceAnswer.Held);
        var isFree = (provider with { Capacity = capacity }).Free > 0 && !provider.Freed.Contains(place);
        return isFree
            ? Answer(new ProviderEvent.Held(place, organisation, capacity), place, PlaceAnswer.Held)
            : new Decision.Refused(new ProviderFull()) { Recorded = [new ProviderEvent.WasFull(place, organisation, capacity)], Effects = [Told(place, PlaceAnswer.Full)] };
    }

    private static Decision.Accepted Answer(ProviderEvent happened, Place place, PlaceAnswer answer) => new(happened) { Effects = [Told(place, answer)] };

    private static Effect Told(Place place, PlaceAnswer answer) =>
        new(place.Referral, JsonSerializer.SerializeToElement(new ReferralCommand.LearnOfPlace(place.Offer, answer), ReferralJson.Default.ReferralCommand));

    private static Reply Said(Phrase phrase, int places) => new(phrase.With(("places", places.ToString(CultureInfo.InvariantCulture))));
}
