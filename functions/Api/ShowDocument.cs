using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.Functions.Api;

/// <summary>The API's OpenAPI document, for whoever has the function key: it holds no secret, and strangers need no map of the house.</summary>
public static class ShowDocument
{
    [Function(nameof(ShowDocument))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/openapi.json")] HttpRequest request) => Results.Text(ApiDocument.Json, "application/json");
}
