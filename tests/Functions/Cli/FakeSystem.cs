using System.Net;
using System.Text;
using ServerlessAssist.Functions.Cli;

namespace ServerlessAssist.Tests.Functions.Cli;

/// <summary>A system that answers what a test says, and notes what it was asked.</summary>
internal sealed class FakeSystem
{
    private readonly Queue<(string Ask, HttpStatusCode? Status, string Body)> _answers = new();

    /// <summary>Method and address, who asks, where to go on, and the body.</summary>
    public List<(string What, string By, string From, string Body)> Asked { get; } = [];

    public List<string> Keys { get; } = [];

    /// <summary>An organisation's key or a person's token, and what makes a call one call.</summary>
    public List<(string Who, string Call)> Callers { get; } = [];

    /// <summary>What stood on the screen when each request came.</summary>
    public List<string> ShownBefore { get; } = [];

    public string Out { get; private set; } = "";

    public string Error { get; private set; } = "";

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public Dictionary<string, string?> Settings { get; } = new() { ["ASSIST_KEY"] = "the-key" };

    /// <summary>What the next request is, and what it gets.</summary>
    public FakeSystem Answers(string ask, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Enqueue((ask, status, body));
        return this;
    }

    /// <summary>What the next request is; it gets no answer, however long it waits.</summary>
    public FakeSystem Ignores(string ask)
    {
        _answers.Enqueue((ask, null, ""));
        return this;
    }

    /// <summary>Runs the tool; every prepared answer has to be fetched.</summary>
    public async Task<int> Run(params string[] args)
    {
        using var shown = new StringWriter();
        using var complained = new StringWriter();
        var around = new CliEnvironment(shown, complained, Settings.GetValueOrDefault, () => new Wire(this, shown)) { Time = Time };
        var exit = await Assist.Run(args, around, TestContext.Current.CancellationToken);
        (Out, Error) = (shown.ToString(), complained.ToString());
        Assert.Empty(_answers);
        return exit;
    }

    private async Task<HttpResponseMessage> Take(HttpRequestMessage request, StringWriter shown, CancellationToken stop)
    {
        var what = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Asked.Add((what, Header("X-Operator"), Header("X-Cursor"), request.Content is null ? "" : await request.Content.ReadAsStringAsync(stop)));
        ShownBefore.Add(shown.ToString());
        Keys.Add(Header("x-functions-key"));
        Callers.Add((Header("X-Api-Key") + Header("Authorization"), Header("Idempotency-Key")));
        if (!_answers.TryDequeue(out var answer)) throw new HttpRequestException("Nobody is there.");
        Assert.Equal(answer.Ask, what);
        if (answer.Status is null) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        return new HttpResponseMessage(answer.Status!.Value) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json") };

        string Header(string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
    }

    private sealed class Wire(FakeSystem system, StringWriter shown) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            system.Take(request, shown, cancellationToken);
    }
}
