using System.Collections.Immutable;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Streams.Erasing;
using ServerlessAssist.Shared.Streams.Upkeep;
using Drafts = ServerlessAssist.Shared.Streams.Streams<ServerlessAssist.Functions.Referrals.Intake.Intake, ServerlessAssist.Functions.Referrals.Intake.IntakeEvent, ServerlessAssist.Functions.Referrals.Intake.IntakeCommand>;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>
/// Takes the words out of the carrier's copies of texts about a person: those whose ids we have kept, and in the carrier's own list, day by day, those that name her reference (answers, codes)
/// and those by which she was referred.
/// </summary>
public sealed class CarrierCopies(
    SmsRedaction carrier, Streams<Referral, ReferralEvent, ReferralCommand> referrals, Drafts intakes, StreamEraser eraser, StaffDirectory directory, BlindIndex index, TimeProvider time)
{
    /// <summary>Requests to the carrier in one go.</summary>
    private const int Steps = 60;

    /// <summary>Older texts are in no list of the carrier's.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromDays(400);

    private static readonly TimeSpan Around = TimeSpan.FromMinutes(2);

    public async Task<ErasureCommand> Redact(Erasure erasure, CancellationToken stop)
    {
        if (carrier.IsOff) return new ErasureCommand.Went(Step.Carrier, erasure.Keys);
        var work = await Find(erasure, stop);
        var (budget, redacted, left) = (new Budget(time, Steps), 0L, 0L);
        for (var at = erasure.At; at < work.Texts.Length + work.Days.Length; at++)
        {
            if (budget.IsSpent) return new ErasureCommand.Wait(Step.Carrier, Step.Carrier, TimeSpan.FromSeconds(1), at, ("redacted", redacted), ("texts-left", left));
            var isDone = at < work.Texts.Length ? await Text(work.Texts[at]) : await Day(work.Days[at - work.Texts.Length]);
            if (isDone) continue;
            if (!ErasureSteps.IsLate(erasure, time)) return new ErasureCommand.Wait(Step.Carrier, Step.Carrier, TimeSpan.FromMinutes(10), at, ("redacted", redacted), ("texts-left", left));
            left++;
        }
        return new ErasureCommand.Went(Step.Carrier, erasure.Keys, ("redacted", redacted), ("texts-left", left));

        async Task<bool> Text(string sid)
        {
            budget.Spend();
            if (!await carrier.Redact(sid, stop)) return false;
            redacted++;
            return true;
        }

        async Task<bool> Day(DateOnly day)
        {
            budget.Spend();
            var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
            if (await carrier.Between(from, from.AddDays(1), stop) is not { } texts) return false;
            var isDone = true;
            foreach (var text in texts.Where(work.IsAbout)) isDone &= await Text(text.Sid);
            return isDone;
        }
    }

    /// <summary>The same in each go: a marked stream does not change.</summary>
    private async Task<Work> Find(Erasure erasure, CancellationToken stop)
    {
        var (texts, days, names, spans) = (new List<string>(), new SortedSet<DateOnly>(), new List<string>(), new List<Span>());
        foreach (var key in erasure.Keys)
        {
            foreach (var id in new[] { Belongings.Referral(key), Belongings.Assistance(key) }) texts.AddRange((await eraser.Outgoing(id, stop)).Texts);
            var history = await referrals.HistoryOfMarked(Belongings.Referral(key), stop);
            if (await referrals.ReadMarked(Belongings.Referral(key), stop) is not { Exists: true } referral || history.Count == 0) continue;
            names.Add(Reference.BodyOf(referral.Reference));
            // What waited for the end of somebody's night left the day after.
            foreach (var day in history.Select(one => DateOnly.FromDateTime(one.At.UtcDateTime))) days.UnionWith([day, day.AddDays(1)]);
            spans.AddRange(await WhileReferring(new PersonId(history[0].By), referral.Reference, stop));
        }
        // Those who had to agree were texted about it.
        for (var before = 0; before <= 2; before++) days.Add(DateOnly.FromDateTime(erasure.Begun.UtcDateTime).AddDays(-before));
        foreach (var span in spans) days.Add(DateOnly.FromDateTime(span.From.UtcDateTime));
        var (first, last) = (DateOnly.FromDateTime((time.GetUtcNow() - Listed).UtcDateTime), DateOnly.FromDateTime(erasure.Begun.UtcDateTime).AddDays(1));
        return new Work([.. texts.Distinct()], [.. days.Where(day => day >= first && day <= last)], names, spans);
    }

    /// <summary>When somebody referred her by texts, and from which numbers.</summary>
    private async Task<IEnumerable<Span>> WhileReferring(PersonId by, string reference, CancellationToken stop)
    {
        var people = await directory.Now(stop);
        if (people.Find(by) is not { } staff) return [];
        var numbers = people.AddressesOf(staff).Where(one => ChannelTraits.Of(one.Channel).AddressIs == AddressForm.PhoneNumber).Select(one => one.Value).ToList();
        if (numbers.Count == 0 || await intakes.History(IntakePhone.IdOf(index, by), stop) is not { } history) return [];
        var events = history.SelectMany(one => one.Events).ToList();
        return from sent in events.OfType<IntakeEvent.Sent>()
               where sent.Reference == reference
               from begun in events.OfType<IntakeEvent.Begun>()
               where begun.Number == sent.Number
               from number in numbers
               select new Span(number, begun.At - Around, sent.At + Around);
    }

    private sealed record Span(string Number, DateTimeOffset From, DateTimeOffset To)
    {
        public override string ToString() => "span";
    }

    /// <param name="Names">The four characters that tell a reference and its codes.</param>
    private sealed record Work(ImmutableArray<string> Texts, ImmutableArray<DateOnly> Days, IReadOnlyList<string> Names, IReadOnlyList<Span> Spans)
    {
        public bool IsAbout(KeptText text) => Names.Any(name => text.Body.Contains(name, StringComparison.OrdinalIgnoreCase))
            || (AlertCode.Find(text.Body) is { Kind: AlertKind.Referral } code && Names.Contains(code.Body))
            || Spans.Any(span => (text.From == span.Number || text.To == span.Number) && text.At >= span.From && text.At <= span.To);

        public override string ToString() => "work";
    }
}
