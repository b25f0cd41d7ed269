using ServerlessAssist.Published;
using ServerlessAssist.Published.Protocol;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>The published worker on a storage that fails: what an exception tells the host, and how a function is cancelled.</summary>
public sealed class PublishedFailureTests(PublishedFixture published) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private FailingStorage _storage = null!;
    private PublishedHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var folder = await published.Folder();
        _storage = await FailingStorage.Start();
        _host = await PublishedHost.Start(
            folder, SandboxSystem.Settings(_storage.ConnectionString, TestKeys.Settings, new Uri("http://127.0.0.1:9")), null, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_storage is not null) await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Of_an_exception_only_the_name_of_its_type_leaves_the_worker_and_a_cancelled_function_ends()
    {
        _storage.Mood = Mood.Refusing;
        foreach (var timer in _host.Functions.Where(one => one.Schedule is not null))
        {
            var failed = (await _host.Fire(timer.Name, isPastDue: false).WaitAsync(Limit, Stop)).Result;
            Assert.Equal(StatusResult.Types.Status.Failure, failed.Status);
            Assert.EndsWith(".FunctionFailedException", failed.Exception.Type, StringComparison.Ordinal);
            Assert.Matches("^[A-Za-z]+Exception$", failed.Exception.Message);
        }
        _storage.Mood = Mood.Garbled;
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(_host.Address, $"/api/operations/keys?code={SandboxSystem.MasterKey}"), Stop);
        Assert.Equal(500, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Stop));
        await CancelsWhatWaitsForStorage();

        var errors = _host.Logs.Where(log => log.Level >= RpcLog.Types.Level.Error).ToList();
        Assert.True(errors.Count >= 8, "Failures were not logged, so nothing is shown by what the log does not hold.");
        foreach (var text in _host.Told())
            foreach (var marker in new[] { "marker", "127.0.0.1:9", "odata", "code=", SandboxSystem.MasterKey })
                Assert.DoesNotContain(marker, text, StringComparison.Ordinal);
    }

    private async Task CancelsWhatWaitsForStorage()
    {
        _storage.Mood = Mood.Silent;
        const string Id = "an-invocation-that-is-cancelled";
        var running = _host.Fire("AuditNightly", isPastDue: false, Id);
        await _storage.Asked("streams").WaitAsync(Limit, Stop);
        Assert.False(running.IsCompleted);
        _host.Cancel(Id);
        var cancelled = (await running.WaitAsync(Limit, Stop)).Result;
        // Where the token is not reached, storage's own time limit ends the function, as a failure.
        Assert.Equal(typeof(OperationCanceledException).FullName, cancelled.Exception.Type);
    }
}
