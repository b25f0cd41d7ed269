using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>A compressed file of JSON lines that stands under its name only when it is whole, and that only its owner reads.</summary>
internal sealed class LinesFile : IDisposable
{
    private static readonly byte[] End = "\n"u8.ToArray();
    private readonly string _path;
    private readonly FileStream _file;
    private readonly GZipStream _lines;

    public LinesFile(string path)
    {
        _path = path;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(Part, options);
        _lines = new GZipStream(_file, CompressionLevel.Fastest);
    }

    public long Lines { get; private set; }

    private string Part => _path + BackupFolder.HalfWritten;

    public void Write<T>(T line, JsonTypeInfo<T> json)
    {
        JsonSerializer.Serialize(_lines, line, json);
        _lines.Write(End);
        Lines++;
    }

    /// <summary>All of it is on the disk, still under its half-written name.</summary>
    /// <returns>Its SHA-256.</returns>
    public async Task<string> Close(CancellationToken stop)
    {
        _lines.Flush();
        await _lines.DisposeAsync();
        await _file.DisposeAsync();
        return await BackupFolder.Sha256(Part, stop);
    }

    public void Name() => File.Move(Part, _path);

    /// <summary>What was not named goes.</summary>
    public void Dispose()
    {
        _lines.Dispose();
        _file.Dispose();
        File.Delete(Part);
    }

    /// <exception cref="InvalidDataException">It was changed, or ends too early.</exception>
    /// <exception cref="JsonException">A line is none.</exception>
    public static IEnumerable<T> Read<T>(string path, JsonTypeInfo<T> json, int skip = 0)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
            if (skip-- <= 0) yield return JsonSerializer.Deserialize(line, json) ?? throw new JsonException("An empty line.");
    }
}
