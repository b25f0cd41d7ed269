using System.Text.Json;

namespace ServerlessAssist.Sandbox.Page;

/// <summary>The folder of what is kept between starts. One process has it at a time; its file is always whole.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "sandbox.lock";
    private readonly string _path;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream only) => (_path, _lock) = (path, only);

    /// <summary>Where the storage emulator keeps everything.</summary>
    public string Storage => Path.Combine(_path, "storage");

    private string File => Path.Combine(_path, "sandbox.json");

    /// <summary>Takes the folder for the life of this object; when the process dies, the system gives it back.</summary>
    /// <exception cref="SandboxException">Another process has it, or it cannot be written to.</exception>
    public static DataFolder Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, refused);
        }
        try
        {
            var file = Path.Combine(path, LockName);
            return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new SandboxException($"The sandbox already runs on {path}. End it, or give another folder with --data.");
        }
        catch (UnauthorizedAccessException refused)
        {
            throw Unusable(path, refused);
        }
    }

    /// <summary>Deletes all that is kept.</summary>
    public void Forget()
    {
        foreach (var entry in new DirectoryInfo(_path).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo folder) folder.Delete(recursive: true);
            else if (entry.Name != LockName) entry.Delete();
        }
    }

    /// <returns>Null where nothing is kept.</returns>
    /// <exception cref="SandboxException">Something is kept, but it cannot be read.</exception>
    public Kept? Read()
    {
        const string Advice = "Start once with --fresh, which forgets what is kept.";
        if (!System.IO.File.Exists(File))
            return Directory.Exists(Storage) ? throw new SandboxException($"{_path} holds storage, but not the keys to it (sandbox.json). {Advice}") : null;
        try
        {
            if (JsonSerializer.Deserialize<Kept>(System.IO.File.ReadAllText(File)) is { Keys.Count: > 0, Phones: not null } kept) return kept;
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw new SandboxException($"{File} cannot be read. {Advice}");
    }

    /// <summary>Written beside the old file, which it then replaces: whoever is killed leaves one of the two.</summary>
    public void Write(Kept kept)
    {
        System.IO.File.WriteAllText(File + ".new", JsonSerializer.Serialize(kept));
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    private static SandboxException Unusable(string path, Exception why) =>
        new($"{path} cannot be used: {why.Message} Give another folder with --data.");
}
