using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.LocalHost;

/// <summary>What host.json asks for, as Azure's host understands it.</summary>
public sealed record HostJson
{
    public string RoutePrefix { get; private init; } = "api";

    public int BatchSize { get; private init; } = 16;

    public int NewBatchThreshold { get; private init; } = 8;

    public TimeSpan MaxPollingInterval { get; private init; } = TimeSpan.FromMinutes(1);

    public TimeSpan VisibilityTimeout { get; private init; } = TimeSpan.Zero;

    public int MaxDequeueCount { get; private init; } = 5;

    /// <summary>By category; <c>default</c> for all others.</summary>
    public ImmutableDictionary<string, LogLevel> LogLevels { get; private init; } = ImmutableDictionary<string, LogLevel>.Empty;

    public static HostJson Read(string folder)
    {
        var file = Path.Combine(folder, "host.json");
        return File.Exists(file) ? Parse(File.ReadAllText(file)) : new HostJson();
    }

    /// <exception cref="InvalidOperationException">A setting that this host does not know, by its path, or a value out of range.</exception>
    public static HostJson Parse(string json)
    {
        using var document = Read();
        return Walk(document.RootElement, "").Aggregate(new HostJson(), Apply);

        JsonDocument Read()
        {
            try
            {
                return JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            }
            catch (JsonException broken)
            {
                throw new InvalidOperationException($"host.json is no JSON: {broken.Message}");
            }
        }
    }

    private static HostJson Apply(HostJson host, (string Path, JsonElement Value) setting) => setting.Path switch
    {
        "version" when Text(setting) == "2.0" => host,
        "extensions.http.routePrefix" when Text(setting) is { } prefix => host with { RoutePrefix = prefix.Trim('/') },
        "extensions.queues.batchSize" => host with { BatchSize = Number(setting, 1, 32) },
        "extensions.queues.newBatchThreshold" => host with { NewBatchThreshold = Number(setting, 0, 1000) },
        "extensions.queues.maxPollingInterval" => host with { MaxPollingInterval = Span(setting) },
        "extensions.queues.visibilityTimeout" => host with { VisibilityTimeout = Span(setting) },
        "extensions.queues.maxDequeueCount" => host with { MaxDequeueCount = Number(setting, 1, 100) },
        "extensions.queues.messageEncoding" when Text(setting) == "base64" => host,
        _ when setting.Path.StartsWith("logging.applicationInsights.", StringComparison.Ordinal) => host, // What Azure's host itself tells; this one tells nothing.
        _ when setting.Path.StartsWith("logging.logLevel.", StringComparison.Ordinal) && Enum.TryParse<LogLevel>(Text(setting), ignoreCase: true, out var level) && Enum.IsDefined(level) =>
            host with { LogLevels = host.LogLevels.SetItem(setting.Path["logging.logLevel.".Length..], level) },
        _ => throw new InvalidOperationException($"host.json: '{setting.Path}' is unknown to this host, or has a value that it cannot honour. Take it out, or run on Azure's host."),
    };

    private static IEnumerable<(string, JsonElement)> Walk(JsonElement at, string path) => at.ValueKind == JsonValueKind.Object
        ? at.EnumerateObject().SelectMany(part => Walk(part.Value, path.Length == 0 ? part.Name : $"{path}.{part.Name}"))
        : [(path, at)];

    /// <summary>Null: no text.</summary>
    private static string? Text((string Path, JsonElement Value) setting) =>
        setting.Value.ValueKind == JsonValueKind.String ? setting.Value.GetString() : null;

    private static int Number((string Path, JsonElement Value) setting, int least, int most) =>
        setting.Value.ValueKind == JsonValueKind.Number && setting.Value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new InvalidOperationException($"host.json: '{setting.Path}' takes a whole number from {least} to {most}.");

    private static TimeSpan Span((string Path, JsonElement Value) setting) =>
        TimeSpan.TryParse(Text(setting), CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero
            ? span
            : throw new InvalidOperationException($"host.json: '{setting.Path}' takes a time as \"00:00:05\".");
}
