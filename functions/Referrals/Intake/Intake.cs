using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What is asked, in this order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntakeQuestion>))]
public enum IntakeQuestion { Place, Urgency, Age, Sex, Languages, Needs, Consent, Reason, Contact, Summary }

/// <summary>What is known so far. No name: it is never asked on a phone.</summary>
/// <param name="Consent">Null: not said yet.</param>
/// <param name="Reason">Why it is passed on without consent.</param>
/// <param name="WasAskedForContact">It is optional: asked once.</param>
public sealed record Answers(
    IntakeScope? Place, Urgency? Urgency, AgeGroup? Age, string? Sex, ImmutableArray<string> Languages, ImmutableArray<string> Needs, bool? Consent, string? Reason, string? Contact, bool WasAskedForContact)
{
    public static readonly Answers None = new(null, null, null, null, [], [], null, null, null, false);

    public override string ToString() => "answers";
}

/// <summary>One referral in the making.</summary>
/// <param name="Number">Counts her drafts: with it each has a key of its own, and an old button shows.</param>
/// <param name="Page">Of a long list of buttons, from 0.</param>
/// <param name="Touched">When it last changed.</param>
/// <param name="Revision">Counts what has changed: what is sent is what she has seen.</param>
/// <param name="IsSending">She has said the last word: it is neither changed nor thrown away any more, and becomes a referral.</param>
public sealed record ReferralDraft(
    int Number, IntakeQuestion Step, int Page, int Revision, Answers Answers, DateTimeOffset Begun, DateTimeOffset Touched, bool IsSending = false)
{
    public override string ToString() => $"{Step}";
}

/// <summary>What somebody refers by phone: one draft at a time.</summary>
/// <param name="Drafts">How many there have been.</param>
/// <param name="Open">Null: none is open.</param>
/// <param name="Ended">When the last one was sent or thrown away.</param>
/// <param name="Reference">Of the last one that was sent.</param>
/// <param name="Decided">The last <see cref="MostDecided"/> that were sent or thrown away: their buttons still stand on phones.</param>
public sealed record Intake(int Drafts, ReferralDraft? Open, DateTimeOffset? Ended, string? Reference, ImmutableArray<DecidedDraft> Decided)
{
    public const int MostDecided = 10;

    public static readonly Intake None = new(0, null, null, null, []);

    public Intake Decide(int number, string? sentAs, DateTimeOffset at) =>
        this with { Decided = [.. Decided.TakeLast(MostDecided - 1), new DecidedDraft(number, sentAs, at)] };

    /// <summary>Whether nothing has happened since the other: no draft begun, changed or ended.</summary>
    public bool IsSameAs(Intake other) =>
        (Drafts, Open?.Revision, Open?.IsSending, Ended) == (other.Drafts, other.Open?.Revision, other.Open?.IsSending, other.Ended);

    public override string ToString() => "intake";
}

/// <param name="SentAs">The referral's reference; null: it was thrown away.</param>
public sealed record DecidedDraft(int Number, string? SentAs, DateTimeOffset At);
