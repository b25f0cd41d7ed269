using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>
/// What happens after a message was decided: where the person was heard is recorded, and the reply is withheld where a limit is reached.
/// </summary>
public sealed class AnswerPolicy(StaffDirectory directory, StaffConversation staffDesk, LoopGuard loops, AnswerLimit limit)
{
    /// <param name="staff">The sender; null: unknown.</param>
    public async Task<ChatReply> Apply(MessageContent content, Staff? staff, ChatReply answered, CancellationToken stop)
    {
        if (staff is not null && answered.IsSettled) await staffDesk.RecordContact(staff, content.Message, stop);
        var isLoop = await IsLoop(content, answered, stop);
        answered = answered with
        {
            Reply = isLoop ? null : answered.Reply,
            IsNeeded = content.Code is not null && answered.Status is ReplyStatus.Stored or ReplyStatus.StoredBefore,
        };
        if (answered.Reply is null) return answered;
        if (staff is not null && await IsTooMuch(content, staff, answered, stop)) return answered with { Reply = null };
        Metrics.Replies.Add(1, new KeyValuePair<string, object?>("channel", content.Message.From.Channel.ToString()));
        return answered;
    }

    /// <summary>The administrators are told at the first message that gets no reply.</summary>
    private async Task<bool> IsLoop(MessageContent content, ChatReply answered, CancellationToken stop)
    {
        var verdict = loops.Look(content.Message, answered.IsProgress);
        if (verdict == LoopGuard.Verdict.FirstTooMany) await directory.Notify(OperationsPhrases.Loop, "loop", stop);
        return verdict != LoopGuard.Verdict.Answer;
    }

    /// <summary>Past the limit a message is still decided, but not answered; the administrators are told once a day.</summary>
    private async Task<bool> IsTooMuch(MessageContent content, Staff staff, ChatReply answered, CancellationToken stop)
    {
        var taken = limit.Answer(content.Message.From, answered);
        if (taken.IsFirstTooMany)
            await directory.NotifyDaily(OperationsPhrases.Limited.With(("who", staff.DisplayName)), $"limited|{staff.Id.Value}", stop);
        return taken.IsRefused;
    }
}
