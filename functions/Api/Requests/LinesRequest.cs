using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>Reads a body of JSON lines within limits, or says in problem+json why not. Nothing of the body is repeated in an answer.</summary>
public static class LinesRequest
{
    /// <summary>4 MiB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const string Type = "application/x-ndjson";

    /// <returns>A line a value, or the problem to answer with.</returns>
    public static async Task<(List<T> Lines, IResult? Problem)> Read<T>(HttpRequest request, JsonTypeInfo<T> json, CancellationToken stop)
    {
        if (request.Headers.ContentEncoding.Count > 0) return Refused<T>(StatusCodes.Status415UnsupportedMediaType, "encoded", "Send the body without Content-Encoding.");
        if (request.ContentType != Type) return Refused<T>(StatusCodes.Status415UnsupportedMediaType, "not-lines", $"Send Content-Type: {Type}.");
        if (await BodyBytes.Read(request, MaxBytes, stop) is not { } bytes)
            return Refused<T>(StatusCodes.Status413PayloadTooLarge, "too-large", $"The body may have {MaxBytes} bytes.");
        var lines = new List<T>();
        try
        {
            for (var rest = bytes.AsMemory(); rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n') is >= 0 and var found ? found : rest.Length;
                if (end > 0) lines.Add(JsonSerializer.Deserialize(rest.Span[..end], json) ?? throw new JsonException());
                rest = rest[Math.Min(end + 1, rest.Length)..];
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or ArgumentException)
        {
            return Refused<T>(StatusCodes.Status400BadRequest, "broken-line", $"Line {lines.Count + 1} is not what it must be.");
        }
        return (lines, null);
    }

    private static (List<T>, IResult?) Refused<T>(int status, string code, string what) => ([], Problem.Of(status, code, what));
}
