using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox.Unknown;

/// <summary>A number or chat that shows codes: how many lately, and from when on the next is looked at. Its own stream, so that one who guesses slows nobody else.</summary>
/// <param name="Tries">Within a day of one another.</param>
public sealed record EnrolmentAttempt(int Tries, DateTimeOffset Last, DateTimeOffset NotBefore);

[JsonPolymorphic]
[JsonDerivedType(typeof(Attempted), "attempted")]
[JsonDerivedType(typeof(Throttled), "throttled")]
public abstract record EnrolmentAttemptEvent
{
    public sealed record Attempted(DateTimeOffset At) : EnrolmentAttemptEvent;

    public sealed record Throttled(DateTimeOffset At) : EnrolmentAttemptEvent;
}

public sealed record TryEnrolmentCode;

/// <summary>The code is not looked at yet.</summary>
public sealed record TooSoon() : Refusal("too-soon", new Reply(StaffPhrases.CodeNotTaken));

[PureRules]
public static class EnrolmentAttemptRules
{
    public const string Kind = "enrolment-attempts";

    public const int Free = 5, MostInADay = 20;
    private static readonly TimeSpan Forgets = TimeSpan.FromDays(1);
    private static readonly EnrolmentAttempt None = new(0, default, default);

    public static readonly StreamDefinition<EnrolmentAttempt, EnrolmentAttemptEvent, TryEnrolmentCode> Book = new(Kind, None, Decide, Evolve, EnrolmentAttemptJson.Default.EnrolmentAttempt, EnrolmentAttemptJson.Default.EnrolmentAttemptEvent)
    {
        Retention = RetentionRule.InDays(
            "To slow who guesses codes; under a keyed hash.", "EnrolmentAttempts", 30, "the last try"),
        Ownership = Ownership.Staff,
        Views = [],
        OverSince = (_, lastTry) => lastTry,
    };

    /// <summary>Counted before the code is looked at. A try that comes too soon gets the reply that a wrong code gets. After twenty in a day there is no reply.</summary>
    public static Decision<EnrolmentAttemptEvent> Decide(EnrolmentAttempt newcomer, TryEnrolmentCode tries, DateTimeOffset now)
    {
        if (Lately(newcomer, now) >= MostInADay) return new Decision<EnrolmentAttemptEvent>.NoChange();
        return now < newcomer.NotBefore
            ? new Decision<EnrolmentAttemptEvent>.Refused(new TooSoon()) { Recorded = [new EnrolmentAttemptEvent.Throttled(now)] }
            : new Decision<EnrolmentAttemptEvent>.Commit(new EnrolmentAttemptEvent.Attempted(now));
    }

    public static EnrolmentAttempt Evolve(EnrolmentAttempt newcomer, EnrolmentAttemptEvent happened) => happened switch
    {
        EnrolmentAttemptEvent.Attempted tried => new EnrolmentAttempt(Lately(newcomer, tried.At) + 1, tried.At, tried.At + PauseAfter(Lately(newcomer, tried.At) + 1)),
        EnrolmentAttemptEvent.Throttled soon => newcomer with { Tries = newcomer.Tries + 1, Last = soon.At },
        _ => newcomer,
    };

    /// <summary>None after four; one minute after the fifth, then twice as long each time, a day at most.</summary>
    private static TimeSpan PauseAfter(int tries) => tries < Free ? TimeSpan.Zero : TimeSpan.FromMinutes(Math.Min(1 << Math.Min(tries - Free, 11), 1440));

    private static int Lately(EnrolmentAttempt newcomer, DateTimeOffset now) => now - newcomer.Last < Forgets ? newcomer.Tries : 0;
}

[JsonSerializable(typeof(EnrolmentAttempt))]
[JsonSerializable(typeof(EnrolmentAttemptEvent))]
internal sealed partial class EnrolmentAttemptJson : JsonSerializerContext;

/// <summary>Somebody whom nobody here knows shows a code, or the proof that was texted for one. Wrong, used, too old, too soon: all look the same.</summary>
public sealed class EnrolmentAttempts(StreamHandler<EnrolmentAttempt, EnrolmentAttemptEvent, TryEnrolmentCode> streams, StaffDirectory directory, EnrolmentCodes codes, BlindIndex index, UnknownSenderBudget budget)
    : ITypedText
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    /// <returns>Null: it is no code.</returns>
    public async Task<ChatReply?> Try(MessageContent content, CancellationToken stop)
    {
        if (CommandOf(content) is not { } command) return null;
        var message = content.Message;
        var tried = await streams.Handle(new StreamId(EnrolmentAttemptRules.Kind, Sender.IndexOf(index, message.From)), new TryEnrolmentCode(), message.Id, Actors.UnknownSender, stop);
        switch (tried)
        {
            case Outcome<EnrolmentAttempt>.Unknown: return ChatReply.NotStoredYet(Language.English);
            case Outcome<EnrolmentAttempt>.Done when await MayBeRight(command, stop):
                var shown = await directory.Handle(command, message.Id, Actors.Invitee, stop);
                return shown is Outcome<StaffRegister>.NoChange ? NotTaken(message) : ChatReply.From(shown, LanguageFor(await directory.Cached(stop), message.From));
            case Outcome<EnrolmentAttempt>.Done or Outcome<EnrolmentAttempt>.Refused: return NotTaken(message);
            default: return ChatReply.Silently(Language.English);
        }
    }

    /// <summary>The message by which somebody joined, when it comes again, gets the same answer; and a code of one's own is no fault.</summary>
    /// <returns>Null: it is none.</returns>
    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        if (CommandOf(request.Content) is not { } command) return null;
        var outcome = await directory.Handle(command, request.Message.Id, request.Staff.Id.Value, stop);
        return outcome is Outcome<StaffRegister>.NoChange ? null : ChatReply.From(outcome, request.Language);
    }

    public bool Matches(InboundRequest request) => CodeIn(request.Content) is not null || ProofIn(request.Content) is not null;

    /// <summary>What a text or a link's code asks of the directory; null: it holds none.</summary>
    private StaffCommand? CommandOf(MessageContent content)
    {
        var message = content.Message;
        if (CodeIn(content) is { } code)
        {
            var digits = codes.ProofFor(message.From, message.Id);
            return new StaffCommand.ShowCode([.. codes.Hashes(code)], message.From, codes.HashOfProof(message.From, digits), new Reply(StaffPhrases.ProofAsk.With(("proof", digits))), new Reply(InboxPhrases.Hello));
        }
        return ProofIn(content) is { } proof
            ? new StaffCommand.ShowProof([.. codes.HashesOfProof(message.From, proof)], message.From, new Reply(InboxPhrases.Hello)) : null;
    }

    /// <summary>An enrolment code, alone or behind <c>/start</c>.</summary>
    private static string? CodeIn(MessageContent content)
    {
        if (content.Message.Choice is not null) return null;
        return EnrolmentCodes.Read(content.Channel.HasStartLinks && content is { Command: "/start", Rest: [var given] } ? given : content.Message.Text);
    }

    /// <summary>The digits that were texted to a number whose sender could be forged.</summary>
    private static string? ProofIn(MessageContent content) =>
        content.Message.Choice is null && !content.Channel.SenderIsAuthenticated ? EnrolmentCodes.ReadProof(content.Message.Text) : null;

    /// <summary>A look at a copy that is at most a second old: however many guess, the directory is read once a second.</summary>
    private async Task<bool> MayBeRight(StaffCommand command, CancellationToken stop)
    {
        var people = await directory.Cached(Recent, stop);
        return command switch
        {
            StaffCommand.ShowCode show => people.Invitations.Any(one => show.Hashes.Contains(one.Hash)),
            StaffCommand.ShowProof proof => people.Invitations.Any(one => one.Proof?.Address == proof.From),
            _ => false,
        };
    }

    /// <summary>As many strangers as the hour allows are told so.</summary>
    private ChatReply NotTaken(InboundMessage message) =>
        budget.TryTake(message.From.Channel) ? ChatReply.Say(StaffPhrases.CodeNotTaken, Language.English) : ChatReply.Silently(Language.English);

    private static Language LanguageFor(StaffRegister people, Address from) =>
        (people.Find(from)?.Id ?? people.Invitations.FirstOrDefault(one => one.Proof?.Address == from)?.Person) is { } person ? people.LanguageOf(person) : Language.English;
}
