using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Api;

/// <summary>The body of a command; one that needs none may be sent without.</summary>
internal static class ApiBody
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static Task<(Form? Form, byte[] Bytes, IResult? Problem)> Read(HttpRequest request, CancellationToken stop) =>
        request.ContentLength is null or 0 && string.IsNullOrEmpty(request.ContentType) && request.Headers.ContentEncoding.Count == 0
            ? Task.FromResult<(Form?, byte[], IResult?)>((new Form(Empty), [], null)) : JsonRequest.Read(request, stop);
}
