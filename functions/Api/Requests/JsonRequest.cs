using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>Reads a JSON body within limits, or says in problem+json (RFC 9457) why not. Nothing of the body is repeated in an answer.</summary>
public static class JsonRequest
{
    /// <summary>256 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxDepth = 16;

    /// <returns>The form of an object, or the problem to answer with.</returns>
    public static async Task<(Form? Form, byte[] Bytes, IResult? Problem)> Read(HttpRequest request, CancellationToken stop)
    {
        if (request.Headers.ContentEncoding.Count > 0) return Refused(StatusCodes.Status415UnsupportedMediaType, "encoded", "Send the body without Content-Encoding.");
        if (!request.HasJsonContentType()) return Refused(StatusCodes.Status415UnsupportedMediaType, "not-json", "Send Content-Type: application/json.");
        var (bytes, problem) = await BodyOf(request, stop);
        if (bytes is null) return (null, [], problem);
        // Names and texts are decoded when they are asked for: what is no UTF-8 would fail there.
        if (!Utf8.IsValid(bytes)) return Broken();
        try
        {
            var root = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false }).RootElement;
            return root.ValueKind == JsonValueKind.Object ? (new Form(root), bytes, null) : Refused(StatusCodes.Status400BadRequest, "not-an-object", "The body must be one JSON object.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Broken();
        }
    }

    private static async Task<(byte[]? Bytes, IResult? Problem)> BodyOf(HttpRequest request, CancellationToken stop)
    {
        try
        {
            return await BodyBytes.Read(request, MaxBytes, stop) is { } bytes
                ? (bytes, null)
                : (null, Problem.Of(StatusCodes.Status413PayloadTooLarge, "too-large", $"The body may have {MaxBytes} bytes."));
        }
        catch (BrokenBodyException)
        {
            return (null, Problem.BrokenBody());
        }
    }

    private static (Form?, byte[], IResult?) Broken() =>
        Refused(StatusCodes.Status400BadRequest, "broken-json", $"The body is not JSON in UTF-8, is nested deeper than {MaxDepth}, or names a field twice.");

    private static (Form?, byte[], IResult?) Refused(int status, string code, string what) => (null, [], Problem.Of(status, code, what));
}
