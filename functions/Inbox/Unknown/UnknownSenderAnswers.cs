using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Unknown;

/// <summary>Answers an address of no member of staff: enrolment codes, invitation links, else at most one answer a day.</summary>
public sealed class UnknownSenderAnswers(StaffDirectory directory, EnrolmentAttempts newcomers, UnknownSenders strangers, AnswerLimit limit)
{
    public async Task<ChatReply> Answer(MessageContent content, CancellationToken stop)
    {
        // The carrier has answered it.
        if (content.Message.OptOut is not null || !limit.MayAsk(content.Message.From)) return ChatReply.Silently(Language.English);
        return await newcomers.Try(content, stop)
            ?? await AcceptInvitation(content, stop)
            ?? ChatReply.From(await strangers.Answer(content.Message, stop), Language.English);
    }

    /// <returns>Null: no invitation, or one that is not valid.</returns>
    private async Task<ChatReply?> AcceptInvitation(MessageContent content, CancellationToken stop)
    {
        if (!content.Channel.HasStartLinks || content is not { Command: "/start", Rest: [var invite] }) return null;
        var message = content.Message;
        var command = new StaffCommand.AnswerInvite(invite, message.From.Value, new Reply(InboxPhrases.Hello));
        var bound = await directory.Handle(command, message.Id, Actors.Invitee, stop);
        if (bound is Outcome<StaffRegister>.NoChange) return null;
        var people = await directory.Cached(stop);
        return ChatReply.From(bound, people.Find(message.From) is { } known ? people.LanguageOf(known.Id) : Language.English);
    }
}
