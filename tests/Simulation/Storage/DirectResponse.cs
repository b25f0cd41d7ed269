using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>An answer whose body is all there: the pipeline has nothing to wait for.</summary>
internal sealed class DirectResponse(WireAnswer answer, string clientRequestId) : Response
{
    public override int Status => answer.Status;

    public override string ReasonPhrase => answer.Reason;

    public override Stream? ContentStream { get; set; } = new MemoryStream(answer.Body, 0, answer.Body.Length, writable: false, publiclyVisible: true);

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose()
    {
        // A client reads the body after it has dropped the message; memory needs no closing.
    }

    protected override bool ContainsHeader(string name) => answer.Headers.ContainsKey(name);

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => answer.Headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = answer.Headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => answer.Headers.Select(header => new HttpHeader(header.Key, header.Value));
}
