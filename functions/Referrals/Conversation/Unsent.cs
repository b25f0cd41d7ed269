using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>A text of somebody's that waits until she has said which referral it is for; the next one replaces it.</summary>
/// <param name="Of">The message that brought it.</param>
/// <param name="SentTo">Null: it waits, or there was none.</param>
public sealed record Unsent(string? Text, string Of, string? SentTo)
{
    public static readonly Unsent None = new(null, "", null);

    public override string ToString() => "unsent";
}

public abstract record UnsentCommand
{
    public sealed record Keep(string Text, string Of, ImmutableArray<string> References) : UnsentCommand;

    /// <summary>It stands where it belongs.</summary>
    public sealed record Forget(string Of, string SentTo) : UnsentCommand;
}

public sealed record UnsentChanged(string? Text, string Of, string? SentTo)
{
    public override string ToString() => "unsent";
}

[PureRules]
public static class UnsentRules
{
    public const string Kind = "pending-note";

    private const int ChoicesShown = 6;

    public static readonly RuleBook<Unsent, UnsentChanged, UnsentCommand> Book = new(
        Kind, Unsent.None, Decide, (_, changed) => new Unsent(changed.Text, changed.Of, changed.SentTo), UnsentJson.Default.Unsent, UnsentJson.Default.UnsentChanged)
    {
        // Whoever has not said for days where it belongs sends it no more.
        IsOver = _ => true,
    };

    public static Decision<UnsentChanged> Decide(Unsent unsent, UnsentCommand command, DateTimeOffset now) => command switch
    {
        UnsentCommand.Keep keep => new Decision<UnsentChanged>.Accepted(new UnsentChanged(keep.Text, keep.Of, null), new Reply(
            ReferralPhrases.NoteWhere, [.. keep.References.Take(ChoicesShown).Select(one => new Choice(ReferralButtons.About(one, ReferralButtons.Say), ReferralPhrases.ButtonShow.With(("reference", one))))])),
        // She may have written another one meanwhile: that one waits.
        UnsentCommand.Forget forget when unsent.Text is not null && unsent.Of == forget.Of => new Decision<UnsentChanged>.Accepted(new UnsentChanged(null, forget.Of, forget.SentTo)),
        _ => new Decision<UnsentChanged>.Nothing(),
    };
}

/// <summary>Keeps it, and sends it once.</summary>
public sealed class Unsents(Streams<Unsent, UnsentChanged, UnsentCommand> streams, ReferralDesk desk, BlindIndex index)
{
    public Task<Outcome<Unsent>> Keep(Staff staff, InboundMessage message, ImmutableArray<string> references, CancellationToken stop) =>
        streams.Handle(Of(staff), new UnsentCommand.Keep(message.Text, message.Id, references), message.Id, staff.Id.Value, stop);

    /// <summary>First it is sent, under the name of the text, so that pressing again, also after this process died between the two, sends nothing twice; then it is forgotten.</summary>
    public async Task<Answered> Send(Staff staff, Reference reference, Language language, InboundMessage message, CancellationToken stop)
    {
        var (unsent, _) = await streams.Read(Of(staff), stop);
        if (unsent.Text is not { } text)
            return Answered.Say(new Reply(unsent.SentTo is { } there ? ReferralPhrases.NoteSent.With(("reference", there)) : ReferralPhrases.NotYours), language);
        var sent = await desk.Do(reference, new ReferralCommand.Say(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, text), $"unsent|{unsent.Of}", staff.Id.Value, stop);
        if (sent is Outcome<Referral>.Done) await streams.Handle(Of(staff), new UnsentCommand.Forget(unsent.Of, reference.ToString()), message.Id, staff.Id.Value, stop);
        return Answered.From(sent, language);
    }

    public static StreamId IdOf(BlindIndex index, PersonId person) => new(UnsentRules.Kind, index.Of("pending-note", person.Value));

    private StreamId Of(Staff staff) => IdOf(index, staff.Id);
}

[JsonSerializable(typeof(Unsent))]
[JsonSerializable(typeof(UnsentChanged))]
internal sealed partial class UnsentJson : JsonSerializerContext;
