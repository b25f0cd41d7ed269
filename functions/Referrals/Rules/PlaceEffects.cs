using System.Text.Json;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Rules;

/// <summary>What a provider's stream is asked to do with a place. Pure.</summary>
internal static class PlaceEffects
{
    public static Effect Hold(Offer offer) => To(offer, new ProviderCommand.HoldPlace("", offer.Id, offer.Provider, offer.Whom.Capacity));

    public static Effect Free(Offer offer) => To(offer, new ProviderCommand.ReleasePlace("", offer.Id));

    private static Effect To(Offer offer, ProviderCommand command) =>
        new(offer.Whom.Stream, JsonSerializer.SerializeToElement(command, ProviderJson.Default.ProviderCommand));
}
