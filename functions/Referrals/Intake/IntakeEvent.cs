using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Functions.Referrals.Intake.IntakeEvent;

namespace ServerlessAssist.Functions.Referrals.Intake;

public abstract record IntakeCommand
{
    /// <summary>Begins one, or goes on with the one that is open.</summary>
    public sealed record Begin(ParsedText Parsed, DialogueContext Context) : IntakeCommand;

    public sealed record Press(IntakeButton Button, DialogueContext Context) : IntakeCommand;

    /// <param name="Text">As typed.</param>
    public sealed record Say(string Text, ParsedText Parsed, DialogueContext Context, DateTimeOffset At) : IntakeCommand;

    /// <summary>Decides that it is sent, before anything is opened: what she has seen, and nothing else.</summary>
    public sealed record Send(int Number, int Revision) : IntakeCommand;

    /// <summary>It has become a referral.</summary>
    public sealed record Finish(int Number, string Reference) : IntakeCommand;

    /// <summary>Nobody can be referred from there any more: the people file has changed.</summary>
    public sealed record ChooseAnotherPlace(int Number, DialogueContext Context) : IntakeCommand;

    /// <summary>It had become a referral that is not kept any more.</summary>
    public sealed record GiveUp(int Number) : IntakeCommand;

    /// <summary>Its time is over.</summary>
    public sealed record Drop : IntakeCommand;
}

public abstract record IntakeEvent
{
    public sealed record Started(int Number, DateTimeOffset At) : IntakeEvent;

    /// <param name="Answers">All that is known now.</param>
    public sealed record AnswersRecorded(Answers Answers, IntakeQuestion Step, DateTimeOffset At) : IntakeEvent;

    /// <summary>Another question, or another page of it.</summary>
    public sealed record StepChanged(IntakeQuestion Step, int Page, DateTimeOffset At) : IntakeEvent;

    /// <summary>An old button, or words that say nothing here. Stored, so that the same message, when it comes again, gets the same answer.</summary>
    public sealed record QuestionRepeated : IntakeEvent;

    public sealed record Discarded(int Number, DateTimeOffset At) : IntakeEvent;

    public sealed record Expired(int Number, DateTimeOffset At) : IntakeEvent;

    /// <summary>Its referral is about to be opened.</summary>
    public sealed record Sending(int Number, DateTimeOffset At) : IntakeEvent;

    public sealed record Sent(int Number, string Reference, DateTimeOffset At) : IntakeEvent;
}

/// <summary>The draft is being sent and takes no other command: the caller completes the sending.</summary>
public sealed record BeingSent() : Refusal("being-sent", null);

/// <summary>Another message has sent the draft: this one is told the same.</summary>
public sealed record AlreadySent(string Reference) : Refusal("already-sent", new Reply(IntakePhrases.Sent.With(("reference", Reference))));

/// <summary>There is no such draft any more.</summary>
public sealed record NoDraft() : Refusal("no-draft", new Reply(IntakePhrases.Gone));

/// <summary>The draft was thrown away before: told again.</summary>
public sealed record ThrownAway() : Refusal("thrown-away", new Reply(IntakePhrases.Discarded));

[JsonSerializable(typeof(Intake))]
[JsonSerializable(typeof(ReferralFacts))]
internal sealed partial class IntakeJson : JsonSerializerContext;
