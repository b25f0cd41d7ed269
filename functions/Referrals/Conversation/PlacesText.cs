using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Providers;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>A provider says how many places are free: "places 3", "two beds free", "full", in any language, also by SMS.</summary>
public sealed class PlacesText(ProviderPlaces providers) : ITypedText
{
    /// <summary>A longer text without a clear number may be a note that mentions a place.</summary>
    private const int LongestQuestion = 6;

    public bool Matches(InboundRequest request)
    {
        if (!MayDeclare(request.Staff)) return false;
        var places = Of(request);
        return places.Free is not null || (request.Command is null && places.IsAboutPlaces && request.Words.Length <= LongestQuestion);
    }

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        if (Of(request).Free is not { } free) return ChatReply.Say(ProviderPhrases.PlacesHow, request.Language);
        var outcome = await providers.Declare(Actor.Of(request.Staff), free, request.Message.Id, stop);
        return outcome is null ? null : ChatReply.From(outcome, request.Language);
    }

    private static bool MayDeclare(Staff staff) =>
        Permissions.May(Actor.Of(staff), Permission.DeclarePlaces, new Resource("", staff.Organisation));

    /// <summary>"/places 3": the command stands for the word.</summary>
    private static PlacesReading Of(InboundRequest request) => PlacesReading.Of(request.Reading);
}
