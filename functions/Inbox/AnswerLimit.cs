using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>How often one number or chat is answered. What staff write is handled all the same: a code, a STOP, a call for help must never meet a limit.</summary>
public sealed class AnswerLimit(LimitSettings limits, TimeProvider time)
{
    private readonly Buckets<(Address, Matter)> _answers = new(limits.Staff, time);
    private readonly Buckets<Address> _strangers = new(limits.Stranger, time);

    /// <summary>Small talk must not use up the answers to alerts, so each has its own.</summary>
    private enum Matter { Alert, Talk }

    public Taken Answer(InboundMessage message) => _answers.Take((message.From, IsAboutAlert(message) ? Matter.Alert : Matter.Talk));

    /// <summary>Whether a stranger's message is looked at: past it neither storage nor a person is troubled.</summary>
    public bool MayAsk(Address stranger) => !_strangers.Take(stranger).IsRefused;

    public static bool IsAboutAlert(InboundMessage message) => AlertCode.Find(message.Choice ?? message.Text) is not null;
}
