using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Published.Protocol;

namespace ServerlessAssist.Published;

/// <summary>One function as the worker describes it to the host: what is really deployed.</summary>
/// <param name="Trigger">Name of the parameter that gets what triggered it.</param>
/// <param name="Route">Of an HTTP function, without the prefix; null for others, as the following ones.</param>
/// <param name="Methods">Of an HTTP function, in upper case; empty: all.</param>
public sealed record PublishedFunction(
    string Id, string Name, string Trigger,
    string? Route, ImmutableArray<string> Methods, AuthorizationLevel? Level, string? Queue, string? Schedule)
{
    /// <exception cref="InvalidOperationException">It has no trigger that this host knows.</exception>
    internal static PublishedFunction Of(RpcFunctionMetadata metadata)
    {
        foreach (var raw in metadata.RawBindings)
        {
            using var document = JsonDocument.Parse(raw);
            var binding = document.RootElement;
            var function = new PublishedFunction(metadata.FunctionId, metadata.Name, Text(binding, "name")!, null, [], null, null, null);
            switch (Text(binding, "type")?.ToUpperInvariant())
            {
                case "HTTPTRIGGER":
                    return function with
                    {
                        Route = Text(binding, "route") ?? metadata.Name,
                        Methods = MethodsOf(binding),
                        Level = Enum.Parse<AuthorizationLevel>(Text(binding, "authLevel")!, ignoreCase: true),
                    };
                case "QUEUETRIGGER":
                    return function with { Queue = Text(binding, "queueName") };
                case "TIMERTRIGGER":
                    return function with { Schedule = Text(binding, "schedule") };
            }
        }
        throw new InvalidOperationException($"Function {metadata.Name} has no trigger that this host knows (HTTP, queue, timer).");
    }

    private static string? Text(JsonElement binding, string name) => binding.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static ImmutableArray<string> MethodsOf(JsonElement binding) => binding.TryGetProperty("methods", out var methods)
        ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
        : [];
}
