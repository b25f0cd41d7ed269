using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Why a command on a referral is refused.</summary>
public abstract record ReferralRefusal(string Code, Reply? Reply) : Refusal(Code, Reply)
{
    /// <summary>The same Idempotency-Key with another body.</summary>
    public sealed record KeyReused() : ReferralRefusal("idempotency-key-reused", null);

    /// <summary>Another referral has this reference; the next candidate is tried.</summary>
    public sealed record ReferenceTaken() : ReferralRefusal("reference-taken", null);

    public sealed record NotOpen(Reply Answer) : ReferralRefusal("not-open", Answer);

    public sealed record TakenByOther(Reply Answer) : ReferralRefusal("taken-by-other", Answer);

    /// <summary>The digits are not those of this person's alert.</summary>
    public sealed record WrongCode(Reply Answer) : ReferralRefusal("wrong-code", Answer);

    /// <summary>Too many wrong codes came from this number.</summary>
    public sealed record ClosedToSms(Reply Answer) : ReferralRefusal("closed-to-sms", Answer);

    public sealed record NoRight(Reply Answer) : ReferralRefusal("not-allowed", Answer);

    /// <summary>Not in this stage.</summary>
    /// <param name="Possible">What can be done now, e.g. <c>accept</c>, <c>assign</c>, <c>close</c>.</param>
    public sealed record NotNow(Stage Stage, IReadOnlyList<string> Possible, Reply Answer) : ReferralRefusal("not-now", Answer);
}
