using System.Text.RegularExpressions;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>What happened is said by a type or a code, never found out from the phrase that a person reads.</summary>
public sealed partial class PhraseKeyTests
{
    private static readonly string Functions = Path.Combine(SandboxFolder.Path, "..", "..", "functions");

    [Fact]
    public void No_code_decides_by_the_key_of_a_phrase()
    {
        var sources = Directory.EnumerateFiles(Functions, "*.cs", SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/')).Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .ToList();
        Assert.True(sources.Count > 100);
        foreach (var file in sources) Assert.DoesNotMatch(Compared(), File.ReadAllText(file));
    }

    [Theory]
    [InlineData("said.Words.Key == StaffPhrases.SwapAsked.Key")]
    [InlineData("said.Words.Key != StaffPhrases.DutyGiven.Key")]
    [InlineData("why.Words.Key switch")]
    [InlineData("done.Reply?.Words.Key is var said")]
    [InlineData("Done { Reply.Words.Key: var key } when true")]
    [InlineData("when key == StaffPhrases.AwayHow.Key")]
    [InlineData("Reply: { Words: { Key: \"screen.over\" } }")]
    [InlineData("string.Equals(words.Key, \"screen.over\", StringComparison.Ordinal)")]
    [InlineData("said.Words == StaffPhrases.Over.With()")]
    public void What_decides_so_is_found(string source) => Assert.Matches(Compared(), source);

    [Theory]
    [InlineData("new DirectoryEvent.Paged(words.Key, whom.Length)")]
    [InlineData("Add(new ReferrerTold(id, person, phrase.Key));")]
    [InlineData("line.Key == other.Key")]
    public void What_only_stores_a_key_or_is_no_phrase_is_not(string source) => Assert.DoesNotMatch(Compared(), source);

    /// <summary>A key read out of a reply, a key of a constant phrase, or either compared.</summary>
    [GeneratedRegex(@"\bWords\.Key\b|\w*Phrases\.\w+\.Key\b|\bWords:\s*\{\s*Key:|\bWords\s*(==|!=)|\b(words|phrase)\.Key\s*(==|!=|is\b|switch\b)|\bEquals\((words|phrase)\.Key")]
    private static partial Regex Compared();
}
