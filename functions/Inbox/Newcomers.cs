using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>A number or chat that shows codes: how many lately, and from when on the next is looked at. Its own stream, so that one who guesses slows nobody else.</summary>
/// <param name="Tries">Within a day of one another.</param>
public sealed record Newcomer(int Tries, DateTimeOffset Last, DateTimeOffset NotBefore);

[JsonPolymorphic]
[JsonDerivedType(typeof(Tried), "attempted")]
[JsonDerivedType(typeof(TooSoon), "throttled")]
public abstract record NewcomerEvent
{
    public sealed record Tried(DateTimeOffset At) : NewcomerEvent;

    public sealed record TooSoon(DateTimeOffset At) : NewcomerEvent;
}

public sealed record NewcomerTries;

/// <summary>The code is not looked at yet.</summary>
public sealed record TooSoon() : Refusal("too-soon", new Reply(StaffPhrases.CodeNotTaken));

[PureRules]
public static class NewcomerRules
{
    public const string Kind = "enrolment-attempts";

    public const int Free = 5, MostInADay = 20;
    private static readonly TimeSpan Forgets = TimeSpan.FromDays(1);
    private static readonly Newcomer None = new(0, default, default);

    public static readonly RuleBook<Newcomer, NewcomerEvent, NewcomerTries> Book = new(Kind, None, Decide, Evolve, NewcomerJson.Default.Newcomer, NewcomerJson.Default.NewcomerEvent)
    {
        IsOver = _ => true,
    };

    /// <summary>Counted before the code is looked at. A try that comes too soon gets the reply that a wrong code gets. After twenty in a day there is no reply.</summary>
    public static Decision<NewcomerEvent> Decide(Newcomer newcomer, NewcomerTries tries, DateTimeOffset now)
    {
        if (Lately(newcomer, now) >= MostInADay) return new Decision<NewcomerEvent>.Nothing();
        return now < newcomer.NotBefore
            ? new Decision<NewcomerEvent>.Refused(new TooSoon()) { Recorded = [new NewcomerEvent.TooSoon(now)] }
            : new Decision<NewcomerEvent>.Accepted(new NewcomerEvent.Tried(now));
    }

    public static Newcomer Evolve(Newcomer newcomer, NewcomerEvent happened) => happened switch
    {
        NewcomerEvent.Tried tried => new Newcomer(Lately(newcomer, tried.At) + 1, tried.At, tried.At + PauseAfter(Lately(newcomer, tried.At) + 1)),
        NewcomerEvent.TooSoon soon => newcomer with { Tries = newcomer.Tries + 1, Last = soon.At },
        _ => newcomer,
    };

    /// <summary>None after four; one minute after the fifth, then twice as long each time, a day at most.</summary>
    private static TimeSpan PauseAfter(int tries) => tries < Free ? TimeSpan.Zero : TimeSpan.FromMinutes(Math.Min(1 << Math.Min(tries - Free, 11), 1440));

    private static int Lately(Newcomer newcomer, DateTimeOffset now) => now - newcomer.Last < Forgets ? newcomer.Tries : 0;
}

[JsonSerializable(typeof(Newcomer))]
[JsonSerializable(typeof(NewcomerEvent))]
internal sealed partial class NewcomerJson : JsonSerializerContext;

/// <summary>Somebody whom nobody here knows shows a code, or the proof that was texted for one. Wrong, used, too old, too soon: all look the same.</summary>
public sealed class Newcomers(Streams<Newcomer, NewcomerEvent, NewcomerTries> streams, StaffDirectory directory, EnrolmentCodes codes, BlindIndex index, StrangerBudget budget)
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    /// <returns>Null: it is no code.</returns>
    public async Task<Answered?> Try(InboundMessage message, CancellationToken stop)
    {
        if (CommandOf(message) is not { } command) return null;
        var tried = await streams.Handle(new StreamId(NewcomerRules.Kind, Sender.IndexOf(index, message.From)), new NewcomerTries(), message.Id, Actors.UnknownSender, stop);
        switch (tried)
        {
            case Outcome<Newcomer>.Unsettled: return Answered.NotStoredYet(Language.English);
            case Outcome<Newcomer>.Done when await MayBeRight(command, stop):
                var shown = await directory.Handle(command, message.Id, Actors.Invitee, stop);
                return shown is Outcome<People.Directory>.Nothing ? NotTaken(message) : Answered.From(shown, LanguageFor(await directory.Now(stop), message.From));
            case Outcome<Newcomer>.Done or Outcome<Newcomer>.Refused: return NotTaken(message);
            default: return Answered.Silently(Language.English);
        }
    }

    /// <summary>The message by which somebody joined, when it comes again, gets the same answer; and a code of one's own is no fault.</summary>
    /// <returns>Null: it is none.</returns>
    public async Task<Answered?> Again(Staff staff, InboundMessage message, Language language, CancellationToken stop) =>
        CommandOf(message) is { } command && await directory.Handle(command, message.Id, staff.Id.Value, stop) is not Outcome<People.Directory>.Nothing and var outcome ? Answered.From(outcome, language) : null;

    /// <summary>What a text or a link's code asks of the directory; null: it holds none.</summary>
    private DirectoryCommand? CommandOf(InboundMessage message)
    {
        if (message.Choice is not null) return null;
        var text = ChannelTraits.Of(message.From.Channel).HasStartLinks && message.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["/start", var given] ? given : message.Text;
        if (EnrolmentCodes.Read(text) is { } code)
        {
            var digits = codes.ProofFor(message.From, message.Id);
            return new DirectoryCommand.ShowCode([.. codes.Hashes(code)], message.From, codes.HashOfProof(message.From, digits), new Reply(StaffPhrases.ProofAsk.With(("proof", digits))), new Reply(InboxPhrases.Hello));
        }
        return !ChannelTraits.Of(message.From.Channel).SenderIsAuthenticated && EnrolmentCodes.ReadProof(text) is { } proof
            ? new DirectoryCommand.ShowProof([.. codes.HashesOfProof(message.From, proof)], message.From, new Reply(InboxPhrases.Hello)) : null;
    }

    /// <summary>A look at a copy that is at most a second old: however many guess, the directory is read once a second.</summary>
    private async Task<bool> MayBeRight(DirectoryCommand command, CancellationToken stop)
    {
        var people = await directory.Now(Recent, stop);
        return command switch
        {
            DirectoryCommand.ShowCode show => people.Invitations.Any(one => show.Hashes.Contains(one.Hash)),
            DirectoryCommand.ShowProof proof => people.Invitations.Any(one => one.Proof?.Address == proof.From),
            _ => false,
        };
    }

    /// <summary>As many strangers as the hour allows are told so.</summary>
    private Answered NotTaken(InboundMessage message) =>
        budget.TryTake(message.From.Channel) ? Answered.Say(StaffPhrases.CodeNotTaken, Language.English) : Answered.Silently(Language.English);

    private static Language LanguageFor(People.Directory people, Address from) =>
        (people.Find(from)?.Id ?? people.Invitations.FirstOrDefault(one => one.Proof?.Address == from)?.Person) is { } person ? people.LanguageOf(person) : Language.English;
}
