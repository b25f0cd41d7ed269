using System.Text.Json;

namespace ServerlessAssist.Functions.Cli.Backups;

/// <summary>What a backup holds and how it is read. It is written last: without it a backup is none.</summary>
/// <param name="Kinds">By kind of stream.</param>
/// <param name="KeyVersions">Under which versions of the key-encryption key how many streams' keys are wrapped: the house needs these to read it.</param>
/// <param name="Heads">SHA-256 over a line of each stream: itself, version, head of its chain.</param>
/// <param name="HowToRead">In words, for whoever finds it.</param>
internal sealed record Manifest(
    int Format, DateTimeOffset Taken, string By, RowsPart Rows, KeysPart Keys, SortedDictionary<string, KindCount> Kinds, SortedDictionary<int, int> KeyVersions, string Heads, string HowToRead)
{
    public const int Newest = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static string Words(DateTimeOffset until) =>
        $"The rows are sealed. They can be read only together with a keys file, and by a house that holds the key-encryption keys of these versions and the chain key: keep those apart from backups. Delete the keys file on {until:yyyy-MM-dd}. Whoever was erased in the house cannot be read from a backup once every keys file from before is gone; restore with the newest keys file, which holds no key of the erased.";

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json));

    /// <exception cref="EndException">None of ours, or of a later tool.</exception>
    public static Manifest Read(string path)
    {
        try
        {
            if (JsonSerializer.Deserialize<Manifest>(File.ReadAllText(path), Json) is { Format: Newest } manifest) return manifest;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            // Said below.
        }
        throw new EndException(Exit.Failed, $"{Path.GetFileName(path)} is no manifest that this tool knows.");
    }
}

/// <param name="Sha256">Of the file, in hexadecimal.</param>
internal sealed record RowsPart(string File, string Sha256, long Lines);

/// <param name="Until">When the file is to be deleted.</param>
internal sealed record KeysPart(string File, string Sha256, long Lines, DateTimeOffset Until);

internal sealed record KindCount(long Streams, long Rows, long Events);
