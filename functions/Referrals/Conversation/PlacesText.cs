using System.Globalization;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>A provider says how many places are free: "places 3" or "/places 3", in any language, also by SMS.</summary>
public sealed class PlacesText(ProviderPlaces providers, Keywords keywords) : ITypedText
{
    private const int Most = 10_000;

    public bool Matches(InboundRequest request) =>
        request.Words is [var word, _] && IsNumber(request.Content.Rest)
        && (request.Command == "/places" || keywords.Understand(word) == Keyword.Places);

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        if (NumberIn(request.Content.Rest) is not { } places) return null;
        var outcome = await providers.Declare(Actor.Of(request.Staff), places, request.Message.Id, stop);
        return outcome is null ? null : ChatReply.From(outcome, request.Language);
    }

    /// <summary>Whether the words behind the first are one number of places.</summary>
    internal static bool IsNumber(IReadOnlyList<string> rest) => NumberIn(rest) is not null;

    private static int? NumberIn(IReadOnlyList<string> rest) =>
        rest is [var number] && int.TryParse(Keywords.Plain(number), NumberStyles.None, CultureInfo.InvariantCulture, out var places) && places <= Most
            ? places : null;
}
