using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure.Core;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>A request that goes nowhere by itself.</summary>
internal sealed class DirectRequest : Request
{
    private static long _last;
    private readonly List<(string Name, string Value)> _headers = new(12);
    private string? _id;

    public override string ClientRequestId
    {
        get => _id ??= Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
        set => _id = value;
    }

    public override void Dispose() => Content?.Dispose();

    protected override void AddHeader(string name, string value) => _headers.Add((name, value));

    protected override void SetHeader(string name, string value)
    {
        RemoveHeader(name);
        AddHeader(name, value);
    }

    protected override bool RemoveHeader(string name) => _headers.RemoveAll(header => Is(header.Name, name)) > 0;

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        foreach (var header in _headers)
            if (Is(header.Name, name)) value = value is null ? header.Value : $"{value},{header.Value}";
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? [.. _headers.Where(header => Is(header.Name, name)).Select(header => header.Value)] : null;
        return values is not null;
    }

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        foreach (var (name, value) in _headers) yield return new HttpHeader(name, value);
    }

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
