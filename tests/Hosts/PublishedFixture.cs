using ServerlessAssist.Published;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Hosts;

[assembly: AssemblyFixture(typeof(PublishedFixture))]

namespace ServerlessAssist.Tests.Hosts;

/// <summary>The functions published once for the whole run, into a clean folder that goes with it, where a test asks for it.</summary>
public sealed class PublishedFixture : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"assist-published-{Guid.NewGuid():N}");
    private readonly Lazy<Task> _publish;

    public PublishedFixture() => _publish = new(() => PublishedFolder.Make(Root, _folder, CancellationToken.None));

    private static string Root => Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", ".."));

    /// <summary>The published folder.</summary>
    public async Task<string> Folder()
    {
        await _publish.Value;
        return _folder;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
