using ServerlessAssist.Sandbox.Storage;
using ServerlessAssist.Tests;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace ServerlessAssist.Tests;

/// <summary>One storage emulator for the whole run, on free ports and a folder that goes with it; each test has an account of its own.</summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"assist-tests-{Guid.NewGuid():N}");
    private readonly Lazy<Task<Azurite>> _azurite;
    private int _accounts = -1;

    public AzuriteFixture() => _azurite = new(() => Azurite.Start(_folder, line => TestContext.Current.SendDiagnosticMessage(line), CancellationToken.None));

    /// <summary>An empty storage.</summary>
    public async Task<string> NewStorage() => (await _azurite.Value).ConnectionStringOf(Interlocked.Increment(ref _accounts));

    public async ValueTask DisposeAsync()
    {
        if (!_azurite.IsValueCreated) return;
        await (await _azurite.Value).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
