using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>A note for a referral: the answer to a message that names its reference, or a text behind its reference.</summary>
/// <remarks>Not by SMS, whose sender can be forged.</remarks>
public sealed class NoteText(ReferralHandler desk) : ITypedText
{
    public bool Matches(InboundRequest request) =>
        request.Channel.SenderIsAuthenticated && (AnswersMessage(request) || request.Content.InFront is not null);

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop) =>
        AnswersMessage(request)
            ? await Say(request, request.Content.Quoted!.Value, request.Message.Text, stop)
            : await Say(request, request.Content.InFront!.Value, BehindReference(request), stop);

    private static bool AnswersMessage(InboundRequest request) =>
        request.Content.Quoted is not null && request.Command is null && !request.Words.IsEmpty;

    private static string BehindReference(InboundRequest request)
    {
        var (text, first) = (request.Message.Text, request.Words[0]);
        return text[(text.IndexOf(first, StringComparison.Ordinal) + first.Length)..].Trim();
    }

    private async Task<ChatReply> Say(InboundRequest request, CaseReference reference, string text, CancellationToken stop)
    {
        var staff = request.Staff;
        var note = new ReferralCommand.AddNote(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, text);
        // Where there is no referral, the sender reads the same as without a right to it: which references exist is told to nobody.
        return await desk.Do(reference, note, request.Message.Id, staff.Id.Value, stop) is var written and not Outcome<Referral>.NoChange
            ? ChatReply.From(written, request.Language)
            : ChatReply.Say(ReferralPhrases.NotYours, request.Language);
    }
}
