using System.Text.Json;
using System.Text.RegularExpressions;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>The house's rules, read from its sources.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", ".."));

    [Fact]
    public void Tables_are_touched_by_streams_alone() =>
        Assert.All(Uses("", "Azure.Data.Tables").Where(file => !file.StartsWith("tests/", StringComparison.Ordinal)), file => Assert.StartsWith("shared/Streams/", file, StringComparison.Ordinal));

    [Fact]
    public void What_a_channel_can_do_is_asked_and_its_kind_compared_nowhere()
    {
        foreach (var file in Sources("functions")) Assert.DoesNotMatch(ChannelCompared(), File.ReadAllText(file));
        Assert.Matches(ChannelCompared(), "if (from.Channel == ChannelKind.Sms) return;");
        Assert.Matches(ChannelCompared(), "to is { Channel: ChannelKind.Sms }");
    }

    [Fact]
    public void No_type_is_called_by_what_says_nothing()
    {
        foreach (var file in Sources("functions").Concat(Sources("bots")).Concat(Sources("shared")).Concat(Sources("tests")).Where(file => !file.EndsWith("ArchitectureTests.cs", StringComparison.Ordinal)))
            Assert.DoesNotMatch(Empty(), File.ReadAllText(file));
        Assert.Matches(Empty(), "public sealed class ReferralManager {");
    }

    [Fact]
    public void Namespaces_are_folders_outside_of_the_vendors()
    {
        foreach (var file in Sources("functions").Concat(Sources("bots")).Concat(Sources("shared")).Where(file => !file.EndsWith("/Program.cs", StringComparison.Ordinal)))
        {
            var folder = Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar);
            var wanted = "ServerlessAssist." + string.Join('.', folder.Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
            Assert.Contains($"namespace {wanted};", File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_top_of_the_house_has_five_folders() =>
        Assert.Empty(Directory.GetDirectories(Root).Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith('.') && name is not ("bin" or "obj" or "TestResults")).Except(["functions", "bots", "shared", "tests", "infra-bicep"]));

    [Fact]
    public void No_wording_stands_in_code()
    {
        // What people read is a phrase key; a sentence in a Reply or Wording would be a string with a space.
        foreach (var file in Sources("functions"))
            Assert.DoesNotMatch(Wording(), File.ReadAllText(file));
        Assert.Matches(Wording(), "new Reply(\"Thank you\")");
    }

    [Fact]
    public void The_readme_names_tests_that_exist()
    {
        var tests = string.Concat(Sources("tests").Select(File.ReadAllText));
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(match => match.Value).ToList();
        Assert.True(named.Count > 40);
        Assert.All(named, name => Assert.Contains(name, tests, StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_links_to_files_that_exist()
    {
        var links = FileLink().Matches(File.ReadAllText(Path.Combine(Root, "README.md"))).Select(match => match.Groups["file"].Value).ToList();
        Assert.True(links.Count > 5);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Root, link)), link));
    }

    [Fact]
    public void The_readme_quotes_code_as_it_stands()
    {
        var sources = string.Concat(Sources("tests").Select(File.ReadAllText)).ReplaceLineEndings("\n");
        var quoted = QuotedCode().Matches(File.ReadAllText(Path.Combine(Root, "README.md")).ReplaceLineEndings("\n")).Select(match => match.Groups["code"].Value).ToList();
        Assert.NotEmpty(quoted);
        Assert.All(quoted, code => Assert.Contains(code, sources, StringComparison.Ordinal));
    }

    [Fact]
    public void Mutation_testing_names_files_that_exist()
    {
        foreach (var settings in Directory.EnumerateFiles(Path.Combine(Root, "tests"), "stryker-*.json"))
        {
            using var read = JsonDocument.Parse(File.ReadAllText(settings));
            var config = read.RootElement.GetProperty("stryker-config");
            var folder = Path.Combine(Root, config.GetProperty("project").GetString()! == "ServerlessAssist.Shared.csproj" ? "shared" : "functions");
            Assert.All(config.GetProperty("mutate").EnumerateArray().Select(one => one.GetString()!), path => Assert.NotEmpty(
                Directory.EnumerateFiles(Path.Combine(folder, Path.GetDirectoryName(path)!), Path.GetFileName(path).Replace("**", "*", StringComparison.Ordinal))));
        }
    }

    private static List<string> Uses(string folder, params string[] names) =>
        [.. Sources(folder).Where(file => names.Any(name => Regex.IsMatch(File.ReadAllText(file), $@"(?<![\w.]){Regex.Escape(name)}(?!\w)"))).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))];

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(file => file.Replace('\\', '/')).Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));

    /// <summary>A class of tests, or the beginning of a test's sentence.</summary>
    [GeneratedRegex(@"\b([A-Z]\w*(Tests|Stories)\b|(?<=[.…])[A-Z][a-z]*(_[a-z0-9]+)+)")]
    private static partial Regex TestName();

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex QuotedCode();

    /// <summary>A link that leads neither to the web nor within the page.</summary>
    [GeneratedRegex(@"\]\((?<file>(?!https?:|#|mailto:)[^)#\s]+)")]
    private static partial Regex FileLink();

    [GeneratedRegex(@"([=!]=|\b(is|or|case|not)|Channel:|Kind:) ChannelKind\.")]
    private static partial Regex ChannelCompared();

    [GeneratedRegex(@"\b(class|record|struct|interface) \w*(Manager|Helper|Service|Processor|Utils|Common)\b")]
    private static partial Regex Empty();

    [GeneratedRegex("new (Reply|Wording)\\(\\s*\"[^\"]* [^\"]*\"")]
    private static partial Regex Wording();
}
