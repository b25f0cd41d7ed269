using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Providers;

public static class ProviderPhrases
{
    public static readonly Phrase PlacesNoted = new("provider.places.noted", "places");
    public static readonly Phrase PlacesAtMost = new("provider.places.atmost", "places");
    public static readonly Phrase PlacesHow = new("provider.places.how");
}
