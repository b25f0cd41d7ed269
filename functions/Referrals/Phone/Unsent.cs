using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Phone;

/// <summary>A text of somebody's that waits until she has said which referral it is for; the next one replaces it.</summary>
public sealed record Unsent(string? Text)
{
    public override string ToString() => "unsent";
}

public sealed record UnsentCommand(string? Text, ImmutableArray<string> References);

public sealed record UnsentChanged(string? Text)
{
    public override string ToString() => "unsent";
}

public static class UnsentRules
{
    private const int ChoicesShown = 6;

    public static readonly RuleBook<Unsent, UnsentChanged, UnsentCommand> Book = new(
        "unsent", new Unsent(null), Decide, (_, changed) => new Unsent(changed.Text), UnsentJson.Default.Unsent, UnsentJson.Default.UnsentChanged)
    {
        // Whoever has not said for days where it belongs sends it no more.
        IsOver = _ => true,
    };

    public static Decision<UnsentChanged> Decide(Unsent unsent, UnsentCommand command, DateTimeOffset now) => command.Text is null
        ? new Decision<UnsentChanged>.Accepted(new UnsentChanged(null))
        : new Decision<UnsentChanged>.Accepted(new UnsentChanged(command.Text), new Reply(
            ReferralPhrases.NoteWhere, [.. command.References.Take(ChoicesShown).Select(one => new Choice($"say {Reference.Parse(one)!.Value.Body}", ReferralPhrases.ButtonShow.With(("reference", one))))]));
}

/// <summary>Keeps it, and sends it once.</summary>
public sealed class Unsents(Streams<Unsent, UnsentChanged, UnsentCommand> streams, ReferralDesk desk, BlindIndex index)
{
    public Task<Outcome<Unsent>> Keep(Staff staff, InboundMessage message, ImmutableArray<string> references, CancellationToken stop) =>
        streams.Handle(Of(staff), new UnsentCommand(message.Text, references), message.Id, staff.Id.Value, stop);

    /// <summary>First it is sent, then forgotten: what dies between can be sent once more by pressing again.</summary>
    public async Task<Outcome<Referral>> Send(Staff staff, Reference reference, InboundMessage message, CancellationToken stop)
    {
        var (unsent, version) = await streams.Read(Of(staff), stop);
        var sent = await desk.Do(reference, new ReferralCommand.Say(Actor.Of(staff), staff.CallName is { } name ? name : ReferralPhrases.Colleague, unsent.Text ?? ""), message.Id, staff.Id.Value, stop);
        if (sent is Outcome<Referral>.Done { Repeat: Repeat.First }) await streams.Handle(Of(staff), new UnsentCommand(null, []), message.Id, staff.Id.Value, stop);
        // Nothing is kept for days: whoever presses then must not hear that it was sent.
        return version == 0 && sent is Outcome<Referral>.Refused refused ? refused with { Why = new ReferralRefusal.NotOpen(new Reply(ReferralPhrases.NotYours)) } : sent;
    }

    public static StreamId IdOf(BlindIndex index, PersonId person) => new("unsent", index.Of("unsent", person.Value));

    private StreamId Of(Staff staff) => IdOf(index, staff.Id);
}

[JsonSerializable(typeof(Unsent))]
[JsonSerializable(typeof(UnsentChanged))]
internal sealed partial class UnsentJson : JsonSerializerContext;
