using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Benchmarks;

/// <summary>Open referrals whose alert stands on the coordinator's phone, and the texts by which that person takes them.</summary>
internal sealed partial class OpenAlerts
{
    private const int SideBySide = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly Channel<string> _codes = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, byte> _seen = new();
    private readonly SandboxSystem _system;
    private int _next = -1;

    public OpenAlerts(SandboxSystem system)
    {
        _system = system;
        // Whoever texts gets the next alerts as texts. What their reports cost is counted in its own row, and would come here at any time.
        system.Carriers.Twilio.Trouble.ReportLost = true;
        system.Phones.Changed = Note;
    }

    /// <summary>The number of the next referral; none is used twice.</summary>
    public int Next() => Interlocked.Increment(ref _next);

    /// <summary>Opens so many referrals.</summary>
    /// <returns>Texts with their codes: each takes one of them, and is answered.</returns>
    public async Task<Dictionary<string, string>[]> Texts(HttpClient http, Uri functions, int count)
    {
        while (_codes.Reader.TryRead(out _)) { } // Of referrals that nobody takes.
        await Bench.Rate(count, SideBySide, _ => Messages.Refer(http, functions, Next()));
        var texts = new Dictionary<string, string>[count];
        for (var at = 0; at < count; at++) texts[at] = Messages.Text(Bench.DutySms.Value, await Code());
        return texts;
    }

    /// <summary>The code in the words of an alert; null: there is none.</summary>
    public static string? CodeIn(string text) => CodePattern().Match(text) is { Success: true } found ? found.Value : null;

    /// <summary>On a busy machine the queue delivers what did not leave at once.</summary>
    private async Task<string> Code()
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        try
        {
            return await _codes.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            var shown = string.Join(" | ", _system.Phones.On(Bench.DutySms).TakeLast(3).Select(bubble => bubble.Text));
            throw new InvalidOperationException($"An alert did not come; the phone shows: {shown}");
        }
    }

    private void Note(Address phone, Bubble bubble)
    {
        if ((phone != Bench.Duty && phone != Bench.DutySms) || bubble.IsMine) return;
        if (CodeIn(bubble.Text) is { } code && _seen.TryAdd(code, 0)) _codes.Writer.TryWrite(code);
    }

    [GeneratedRegex(@"(?<![\w-])[A-Z][0-9A-Z]{4}-[0-9]{4}\b")]
    private static partial Regex CodePattern();
}
