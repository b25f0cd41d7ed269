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

    public static readonly StreamDefinition<Provider, ProviderEvent, ProviderCommand> Book = new(
        Kind, Provider.None, Decide, Evolve, ProviderJson.Default.Provider, ProviderJson.Default.ProviderEvent)
    {
        Retention = RetentionRule.ByEvent(
            "To know which places are free, and for which offer one is held.", "the house ends"),
        Ownership = Ownership.System,
        Views = [new ViewDefinition<Provider>(View, Places)],
        FromEffect = effect => effect.Command.Deserialize(ProviderJson.Default.ProviderCommand) switch
        {
            ProviderCommand.HoldPlace hold => hold with { Referral = effect.From },
            ProviderCommand.ReleasePlace free => free with { Referral = effect.From },
            _ => throw new JsonException("Of a kind that is not known here."),
        },
    };

    public static Decision Decide(Provider provider, ProviderCommand command, DateTimeOffset now) => command switch
    {
        ProviderCommand.HoldPlace hold => Hold(provider, new Place(hold.Referral, hold.Offer), hold.Organisation, hold.Capacity),
        ProviderCommand.ReleasePlace free => new Decision.Commit(new ProviderEvent.PlaceReleased(new Place(free.Referral, free.Offer))),
        ProviderCommand.Declare declare => Declare(declare, Math.Max(0, declare.Capacity - provider.Held.Length)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    private static IEnumerable<ViewLine> Places(Provider provider) => provider.Organisation.Length == 0
        ? []
        : [new ViewLine(Everybody, string.Create(CultureInfo.InvariantCulture, $"{provider.Organisation}:{provider.Free}"))];

    public static Provider Evolve(Provider provider, ProviderEvent happened) => happened switch
    {
        ProviderEvent.PlaceHeld e => provider with { Organisation = e.Organisation, Capacity = e.Capacity, Held = provider.Held.Add(e.Place), Declared = provider.Declared - 1 },
        ProviderEvent.NoPlaceFree e => provider with { Organisation = e.Organisation, Capacity = e.Capacity },
        ProviderEvent.PlaceReleased e when provider.Held.Contains(e.Place) => provider with { Held = provider.Held.Remove(e.Place), Declared = provider.Declared + 1 },
        ProviderEvent.PlaceReleased e => provider with { Freed = [.. provider.Freed.Add(e.Place).TakeLast(Provider.FreedKept)] },
        ProviderEvent.FreePlacesDeclared e => provider with { Organisation = e.Organisation, Capacity = e.Capacity, Declared = e.Places },
        _ => provider,
    };

    /// <param name="most">Not held by anybody; none where the people file took places away that are held.</param>
    private static Decision Declare(ProviderCommand.Declare declare, int most)
    {
        var places = Math.Min(declare.Places, most);
        return new Decision.Commit(new ProviderEvent.FreePlacesDeclared(declare.Organisation, places, declare.Capacity), Said(declare.Places > most ? ProviderPhrases.PlacesAtMost : ProviderPhrases.PlacesNoted, places));
    }

    private static Decision Hold(Provider provider, Place place, string organisation, int capacity)
    {
        if (provider.Held.Contains(place)) return Answer(new ProviderEvent.PlaceAlreadyHeld(place), place, PlaceAnswer.Held);
        var isFree = (provider with { Capacity = capacity }).Free > 0 && !provider.Freed.Contains(place);
        return isFree
            ? Answer(new ProviderEvent.PlaceHeld(place, organisation, capacity), place, PlaceAnswer.Held)
            : new Decision.Refused(new ProviderFull()) { Recorded = [new ProviderEvent.NoPlaceFree(place, organisation, capacity)], Effects = [Told(place, PlaceAnswer.Full)] };
    }

    private static Decision.Commit Answer(ProviderEvent happened, Place place, PlaceAnswer answer) => new(happened) { Effects = [Told(place, answer)] };

    private static Effect Told(Place place, PlaceAnswer answer) =>
        new(place.Referral, JsonSerializer.SerializeToElement(new ReferralCommand.RecordPlaceAnswer(place.Offer, answer), ReferralJson.Default.ReferralCommand));

    private static Reply Said(Phrase phrase, int places) => new(phrase.With(("places", places.ToString(CultureInfo.InvariantCulture))));
}
