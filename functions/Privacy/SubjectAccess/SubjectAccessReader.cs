using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Privacy.SubjectAccess;

/// <summary>Puts a person's file together from what each module gives.</summary>
public sealed class SubjectAccessReader(IPersonCases cases, IEnumerable<IPersonFilePart> parts, StaffDirectory directory, TimeProvider time)
{
    /// <summary>One person has a few; what is more is a loop that somebody made.</summary>
    private const int MostCases = 20;

    private static readonly ImmutableArray<string> LeftOut =
    [
        "Names, numbers and chats of staff: they stand here by post and role.",
        "Codes, keys and seals, which say nothing about her.",
    ];

    /// <summary>How the files are written.</summary>
    public JsonSerializerOptions Json { get; } = PersonFileJson.With(parts);

    /// <summary>Writes with each of the person's cases that it was read and by whom, and only then puts the file together.</summary>
    /// <returns>Null: storage has not said whether that is written, and nothing is given.</returns>
    public async Task<PersonFile?> Make(CaseReference reference, string by, string second, string approval, CancellationToken stop)
    {
        var keys = await cases.FindLinked(reference, MostCases, stop);
        if (!await cases.RecordFileGiven(keys, by, second, approval, stop)) return null;
        var authors = new AuthorLabels(await directory.Cached(stop));
        var read = new Dictionary<string, object>();
        foreach (var part in parts)
            if (await part.Read(keys, authors, stop) is { } kept) read.Add(part.Name, kept);
        return new PersonFile(
            reference.ToString(), time.GetUtcNow(), [.. parts.SelectMany(part => part.ReadFirst)], [.. parts.SelectMany(part => part.LeftOut), .. LeftOut])
        {
            Parts = read, Cases = keys.Count,
        };
    }
}
