using System.Text.RegularExpressions;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>Stored data holds these names: one that changes cannot be read any more. The file beside this test lists them all.</summary>
public sealed partial class StoredNamesTests
{
    /// <summary>Set to <c>write</c>, the test writes the file anew.</summary>
    private const string Rewrite = "STORED_NAMES";

    private static readonly string FilePath =
        Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "Architecture", "stored-names.txt"));

    [Fact]
    public async Task Stored_names_are_those_of_the_file()
    {
        var now = StoredNames.Collect();
        if (Environment.GetEnvironmentVariable(Rewrite) == "write")
            await File.WriteAllTextAsync(FilePath, now, TestContext.Current.CancellationToken);
        var frozen = (await File.ReadAllTextAsync(FilePath, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var (were, are) = (Lines(frozen), Lines(now));
        Assert.True(now == frozen, $"""
            Stored names are frozen: data that is stored holds them.
            Gone, and stored data with them can no longer be read: {Listed(were.Except(are))}
            New, and frozen from now on: {Listed(are.Except(were))}
            If that is meant: {Rewrite}=write and this test once more write {Path.GetFileName(FilePath)} anew.
            """);
    }

    [Fact]
    public void Discriminators_are_words_with_hyphens_and_stand_for_one_type_each() =>
        Assert.All(StoredNames.Discriminators(), one =>
        {
            Assert.All(one.Names, name => Assert.Matches(Kebab(), name));
            Assert.Equal(one.Names.Length, one.Names.Distinct().Count());
        });

    [Fact]
    public void Tables_have_letters_and_digits_alone() =>
        Assert.All(House.Definitions.Tables, table => Assert.Matches("^[a-z][a-z0-9]{2,62}$", table));

    /// <summary>Two places that mean the same hash share a constant; two that do not must not meet in one literal.</summary>
    [Fact]
    public void A_purpose_is_written_once()
    {
        Assert.NotEmpty(SourceArguments.Literals(SourceArguments.Index));
        Assert.All(
            SourceArguments.Literals(SourceArguments.Index).CountBy(one => one),
            one => Assert.True(one.Value == 1, $"{one.Key} is written {one.Value} times."));
        Assert.Empty(SourceArguments.Literals(SourceArguments.Seal));
        Assert.Empty(SourceArguments.Literals(SourceArguments.WakeUp));
    }

    /// <returns>Each name with its section, so that one that moves is seen as well.</returns>
    private static List<string> Lines(string text) =>
    [
        .. text.Split("\n\n").Select(section => section.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(lines => lines.Length > 0)
            .SelectMany(lines => lines.Skip(1).Select(name => $"{lines[0]} {name}")),
    ];

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();
}
