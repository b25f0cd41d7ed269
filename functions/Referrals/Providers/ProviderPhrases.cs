using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Providers;

public static class ProviderPhrases
{
    public static readonly Phrase PlacesNoted = new("providers.places.noted", "places");
    public static readonly Phrase PlacesAtMost = new("providers.places.at-most", "places");
    public static readonly Phrase PlacesHow = new("providers.places.how");

    // 1-256 characters each: https://core.telegram.org/bots/api#botcommand
    public static readonly Phrase PlacesCommand = new("providers.command.places");
}
