using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;

namespace ServerlessAssist.Tests.Functions.Api;

/// <summary>The operations of all modules that are wired, and the document that is made of them.</summary>
internal static class WiredApi
{
    public static readonly ApiOperations Operations = Compose();

    public static readonly string Text = new ApiDocument(Operations).Json;

    public static readonly JsonNode Document = JsonNode.Parse(Text)!;

    /// <summary>A good body of an operation; null: it has none.</summary>
    public static string? BodyOf(ApiOperation operation) =>
        operation.Declared.Body is { } body ? ApiSchemas.ExampleOf(body).ToJsonString() : null;

    /// <param name="path">Without the version and the query.</param>
    /// <returns>Null: there is none.</returns>
    public static ApiOperation? Find(string method, string path) => Operations.All.FirstOrDefault(one =>
        string.Equals(one.Method, method, StringComparison.OrdinalIgnoreCase)
            && Fits(one.Route[ApiDocument.Version.Length..].Split('/'), path.Split('?')[0].Split('/')));

    private static bool Fits(string[] route, string[] path) =>
        route.Length == path.Length && route.Zip(path).All(part => part.First.StartsWith('{') || part.First == part.Second);

    private static ApiOperations Compose()
    {
        var settings = new ConfigurationBuilder().Build();
        var services = new ServiceCollection().AddApi().AddPeople(settings).AddCasesApi().AddReferrals(settings);
        return new ApiOperations(services.Where(one => !one.IsKeyedService).Select(one => one.ImplementationInstance).OfType<ApiModule>());
    }
}
