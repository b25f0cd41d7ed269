using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Tests.Shared.Telemetry;

/// <summary>The house's spans and measurements, as far as they happen on this thread.</summary>
internal sealed class Heard : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _traces;
    private readonly Dictionary<string, double> _sums = [];

    public Heard()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.Source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Environment.CurrentManagedThreadId == _thread) Spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(_traces);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Metrics.Source) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meters.Start();
    }

    /// <summary>Those that have ended, in this order.</summary>
    public List<Activity> Spans { get; } = [];

    public IEnumerable<Activity> Named(string name) => Spans.Where(span => span.DisplayName == name);

    /// <summary>What was added up under a name, with tags as <c>name tag=value tag=value</c>.</summary>
    public double Sum(string measure) => _sums.GetValueOrDefault(measure);

    /// <summary>The same over all tags.</summary>
    public double SumOf(string name) => _sums.Where(one => one.Key.Split(' ')[0] == name).Sum(one => one.Value);

    public string Measured => string.Join(Environment.NewLine, _sums.Select(one => $"{one.Key}: {one.Value}"));

    /// <summary>Has the gauges tell what they hold; asked again, they add up.</summary>
    public void Look() => _meters.RecordObservableInstruments();

    /// <summary>From a span to its root.</summary>
    public IEnumerable<string> Path(Activity span)
    {
        for (Activity? at = span; at is not null; at = Spans.FirstOrDefault(one => one.TraceId == at.TraceId && one.SpanId == at.ParentSpanId)) yield return at.DisplayName;
    }

    public void Dispose()
    {
        _traces.Dispose();
        _meters.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Environment.CurrentManagedThreadId != _thread) return;
        var name = instrument.Name;
        foreach (var (tag, held) in tags) name += string.Create(CultureInfo.InvariantCulture, $" {tag}={held}");
        _sums[name] = _sums.GetValueOrDefault(name) + value;
    }
}
