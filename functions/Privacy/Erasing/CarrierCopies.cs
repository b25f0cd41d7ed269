using System.Collections.Immutable;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams.Erasing;
using ServerlessAssist.Shared.Streams.Upkeep;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>
/// Takes the words out of the carrier's copies of texts about a person: those whose ids are stored, and in the carrier's own list,
/// day by day, those that modules recognise (<see cref="TextsAbout"/>).
/// </summary>
public sealed class CarrierCopies(
    SmsRedaction carrier, IEnumerable<IPersonErasure> modules, PersonStreams belongings, StreamEraser eraser, AlertKinds alertKinds, BlindIndex index,
    TimeProvider time)
{
    /// <summary>Requests to the carrier in one go.</summary>
    private const int Steps = 60;

    /// <summary>Older texts are in no list of the carrier's.</summary>
    private static readonly TimeSpan Listed = TimeSpan.FromDays(400);

    public async Task<ErasureCommand> Redact(Erasure erasure, CancellationToken stop)
    {
        if (carrier.IsOff) return new ErasureCommand.Went(ErasureStep.Carrier, erasure.Keys);
        var work = await Find(erasure, stop);
        var (budget, redacted, left) = (new Budget(time, Steps), 0L, 0L);
        for (var at = erasure.At; at < work.Texts.Length + work.Days.Length; at++)
        {
            if (budget.IsSpent) return new ErasureCommand.Wait(ErasureStep.Carrier, ErasureStep.Carrier, TimeSpan.FromSeconds(1), at, ("redacted", redacted), ("texts-left", left));
            var isDone = at < work.Texts.Length ? await Text(work.Texts[at]) : await Day(work.Days[at - work.Texts.Length]);
            if (isDone) continue;
            if (!ErasureSteps.IsLate(erasure, time)) return new ErasureCommand.Wait(ErasureStep.Carrier, ErasureStep.Carrier, TimeSpan.FromMinutes(10), at, ("redacted", redacted), ("texts-left", left));
            left++;
        }
        return new ErasureCommand.Went(ErasureStep.Carrier, erasure.Keys, ("redacted", redacted), ("texts-left", left));

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
            foreach (var text in texts.Where(text => work.IsWithinSpan(text) || Names(erasure, text))) isDone &= await Text(text.Sid);
            return isDone;
        }
    }

    /// <summary>
    /// Texts that were written while the person was being erased, after <see cref="Redact"/> had looked at their day. A request a day,
    /// and one a text.
    /// </summary>
    public async Task<ErasureCommand> RedactLate(Erasure erasure, CancellationToken stop)
    {
        var redacted = 0L;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (var day = DateOnly.FromDateTime(erasure.Begun.UtcDateTime); day <= today && !carrier.IsOff; day = day.AddDays(1))
        {
            var from = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
            if (await carrier.Between(from, from.AddDays(1), stop) is not { } texts) return AgainOrLeft();
            foreach (var text in texts.Where(text => Names(erasure, text)))
            {
                if (!await carrier.Redact(text.Sid, stop)) return AgainOrLeft();
                redacted++;
            }
        }
        return new ErasureCommand.Went(ErasureStep.Proof, erasure.Keys, ("redacted", redacted));

        ErasureCommand AgainOrLeft() => ErasureSteps.IsLate(erasure, time)
            ? new ErasureCommand.Went(ErasureStep.Proof, erasure.Keys, ("redacted", redacted), ("texts-left", 1))
            : new ErasureCommand.Wait(ErasureStep.Proof, ErasureStep.Proof, TimeSpan.FromMinutes(10), 0, ("redacted", redacted));
    }

    /// <summary>A reference or a code of one of the person's cases stands in it: what could be one is hashed and compared with the keys.</summary>
    private bool Names(Erasure erasure, KeptText text) =>
        BodiesIn(text.Body).Any(body => CaseReference.OfBody(body) is { } reference && erasure.Keys.Contains(reference.KeyIn(index)));

    /// <summary>The four characters of each reference and code that may stand in a text.</summary>
    private IEnumerable<string> BodiesIn(string text)
    {
        var plain = text.ToUpperInvariant();
        var windows = Enumerable.Range(0, Math.Max(0, plain.Length - CodeAlphabet.BodyLength + 1)).Select(at => plain.Substring(at, CodeAlphabet.BodyLength));
        var bodies = windows.Where(window => CodeAlphabet.IsBody(window)).Distinct();
        return AlertCode.Find(text, alertKinds) is { } code ? bodies.Append(code.Body) : bodies;
    }

    /// <summary>The same in each go: a marked stream does not change.</summary>
    private async Task<Work> Find(Erasure erasure, CancellationToken stop)
    {
        var texts = new List<string>();
        foreach (var id in belongings.StreamsOf(erasure.Keys)) texts.AddRange((await eraser.Outgoing(id, stop)).Texts);
        var about = new List<TextsAbout>();
        foreach (var key in erasure.Keys)
            foreach (var module in modules) about.Add(await module.TextsAbout(key, stop));
        var spans = about.SelectMany(one => one.Spans).ToImmutableArray();
        var days = new SortedSet<DateOnly>(about.SelectMany(one => one.Days).Concat(spans.Select(span => DateOnly.FromDateTime(span.From.UtcDateTime))));
        // Those who had to agree were texted about it.
        for (var before = 0; before <= 2; before++) days.Add(DateOnly.FromDateTime(erasure.Begun.UtcDateTime).AddDays(-before));
        var first = DateOnly.FromDateTime((time.GetUtcNow() - Listed).UtcDateTime);
        var last = DateOnly.FromDateTime(erasure.Begun.UtcDateTime).AddDays(1);
        return new Work(
            [.. texts.Distinct()], [.. days.Where(day => day >= first && day <= last)], spans);
    }

    private sealed record Work(
        ImmutableArray<string> Texts, ImmutableArray<DateOnly> Days, ImmutableArray<NumberSpan> Spans)
    {
        public bool IsWithinSpan(KeptText text) =>
            Spans.Any(span => (text.From == span.Number || text.To == span.Number) && text.At >= span.From && text.At <= span.To);

        public override string ToString() => "work";
    }
}
