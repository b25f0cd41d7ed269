using System.CommandLine;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

/// <summary>One run of one command: what was typed, the way to the system, the screen.</summary>
public sealed class Call : IDisposable
{
    private const int Tries = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly ApiClient _front;
    private readonly CliEnvironment _around;
    private readonly ParseResult _typed;
    private readonly CancellationToken _stop;
    private readonly HttpClient _http;
    private readonly bool _hasKey;

    internal Call(ApiClient front, CliEnvironment around, ParseResult typed, CancellationToken stop)
    {
        (_front, _around, _typed, _stop) = (front, around, typed, stop);
        var url = typed.GetValue(front.Url)!;
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new EndException(Exit.WrongUsage, "--url must be an address, e.g. https://assist.example/api.");
        if (address.Scheme == "http" && !address.IsLoopback) throw new EndException(Exit.WrongUsage, "--url must begin with https: the key would travel in clear.");
        var key = typed.GetValue(front.Key) ?? around.Setting("ASSIST_KEY") ?? "";
        _hasKey = key.Length > 0;
        _http = new HttpClient(around.Wire()) { BaseAddress = address, Timeout = Patience };
        if (!_http.DefaultRequestHeaders.TryAddWithoutValidation("x-functions-key", key)) throw new EndException(Exit.WrongUsage, "The key cannot be sent: it holds a character that no key has.");
    }

    private string Silent => $"The system at {_http.BaseAddress} does not answer. Look at --url, and whether it runs.";

    public string By => _typed.GetValue(_front.By) ?? "";

    public bool IsDryRun => _typed.GetValue(_front.DryRun);

    /// <summary>Where an interrupted walk goes on; null: from the beginning.</summary>
    public string? After => _typed.GetValue(_front.After);

    public DateTimeOffset Now => _around.Time.GetUtcNow();

    /// <summary>The user's interruption.</summary>
    public CancellationToken Stop => _stop;

    public T? Typed<T>(Argument<T> argument) => _typed.GetValue(argument);

    public T? Typed<T>(Option<T> option) => _typed.GetValue(option);

    /// <summary>Asks the system. An answer other than success ends the command with what it says, unless it is one of <paramref name="also"/>.</summary>
    public async Task<JsonElement> Ask(HttpMethod method, string route, HttpContent? body = null, string? from = null, params HttpStatusCode[] also)
    {
        var (status, answer) = await Try(method, route, body, from);
        return (int)status is >= 200 and < 300 || also.Contains(status) ? answer : throw new EndException(Exit.Failed, Problems.Say(status, answer));
    }

    /// <summary>As <see cref="Ask"/>, whatever the answer is; what is no JSON is given as a text.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Try(HttpMethod method, string route, HttpContent? body = null, string? from = null, CancellationToken? stop = null)
    {
        using var answer = await Send(method, IsDryRun && method != HttpMethod.Get ? $"{route}?dryRun=true" : route, body, from is null ? [] : [("X-Cursor", from)], stop ?? _stop);
        return (answer.StatusCode, Read(await answer.Content.ReadAsStringAsync(stop ?? _stop)));
    }

    /// <summary>As <see cref="Try"/>, once and not for longer than <paramref name="limit"/>.</summary>
    /// <returns>Null where nothing was answered in that time.</returns>
    public async Task<(HttpStatusCode Status, JsonElement Answer)?> TryWithin(TimeSpan limit, HttpMethod method, string route)
    {
        using var patience = new CancellationTokenSource(limit, _around.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop, patience.Token);
        try
        {
            return await Try(method, route, stop: either.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks for a file. An answer other than success ends the command with what it says.</summary>
    public async Task<(HttpStatusCode Status, byte[] Bytes)> Fetch(HttpMethod method, string route, HttpContent body, params (string Name, string Value)[] headers)
    {
        using var answer = await Send(method, route, body, headers, _stop);
        var bytes = await answer.Content.ReadAsByteArrayAsync(_stop);
        return answer.IsSuccessStatusCode ? (answer.StatusCode, bytes) : throw new EndException(Exit.Failed, Problems.Say(answer.StatusCode, Read(Encoding.UTF8.GetString(bytes))));
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string route, HttpContent? body, (string Name, string Value)[] headers, CancellationToken stop)
    {
        if (!_hasKey) throw new EndException(Exit.WrongUsage, "Give the system's master key in ASSIST_KEY, or with --key.");
        using var request = new HttpRequestMessage(method, route) { Content = body };
        if (By.Length > 0) request.Headers.Add("X-Operator", Uri.EscapeDataString(By));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            return await _http.SendAsync(request, stop);
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
        {
            throw new EndException(Exit.Failed, Silent);
        }
    }

    /// <summary>As <see cref="Ask"/>, five times where the system is silent or busy: for what may be asked twice.</summary>
    /// <param name="lines">JSON lines.</param>
    /// <param name="stop">Not given: the user's interruption.</param>
    public async Task<JsonElement> AskAgain(HttpMethod method, string route, byte[]? lines = null, string? from = null, CancellationToken? stop = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var body = lines is null ? null : new ByteArrayContent(lines) { Headers = { ContentType = new("application/x-ndjson") } };
                var (status, answer) = await Try(method, route, body, from, stop);
                if ((int)status is >= 200 and < 300) return answer;
                if (status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || tries == Tries) throw new EndException(Exit.Failed, Problems.Say(status, answer));
            }
            catch (EndException silent) when (silent.Message == Silent && tries < Tries)
            {
                // Asked again.
            }
            await Task.Delay(TimeSpan.FromSeconds(tries), _around.Time, stop ?? _stop);
        }
    }

    /// <summary>Asks page by page until the system says that it was all. Interrupted, it says how to go on.</summary>
    public async Task Walk(HttpMethod method, string route, Action<JsonElement> page, string? from = null)
    {
        var seen = 0;
        do
        {
            JsonElement answer;
            try
            {
                answer = await Ask(method, route, null, from);
            }
            catch (EndException end) when (seen > 0)
            {
                throw new EndException(end.Exit, $"{end.Message} What was done stands. Go on with: --after {from}");
            }
            page(answer);
            seen++;
            from = answer.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (from is not null);
    }

    /// <summary>Shows a line at once, before the whole answer is known; not where JSON is asked for.</summary>
    public void Tell(string line)
    {
        if (!_typed.GetValue(_front.Json)) _around.Out.WriteLine(line);
    }

    /// <summary>Shows the answer: as JSON where that is asked for, else in words.</summary>
    public void Show(object answer, Func<IEnumerable<string>> words)
    {
        if (_typed.GetValue(_front.Json)) _around.Out.WriteLine(JsonSerializer.Serialize(answer, Indented));
        else foreach (var line in words()) _around.Out.WriteLine(line);
    }

    public void Dispose() => _http.Dispose();

    private static JsonElement Read(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
