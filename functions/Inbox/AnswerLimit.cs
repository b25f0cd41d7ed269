using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>How often one number or chat is answered. What staff write is handled all the same: a code, a STOP, a call for help must never meet a limit.</summary>
public sealed class AnswerLimit(LimitSettings limits, TimeProvider time)
{
    private readonly Buckets<(Address, bool IsNeeded)> _answers = new(limits.Staff, time);
    private readonly Buckets<Address> _strangers = new(limits.Stranger, time);

    /// <summary>Small talk and guesses must not use up the answers to alerts: what was decided about those has its own.</summary>
    public Taken Answer(Address to, ChatReply answered) => _answers.Take((to, answered.IsNeeded));

    /// <summary>Whether a stranger's message is looked at: past it neither storage nor a person is troubled.</summary>
    public bool MayAsk(Address stranger) => !_strangers.Take(stranger).IsRefused;
}
