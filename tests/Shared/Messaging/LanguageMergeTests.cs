using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

/// <summary>How the files of modules and languages become one set of languages, and which files are refused.</summary>
public sealed class LanguageMergeTests
{
    private const string Malformed = "inbox/uk.json is not a language file", Stray = "which does not begin with inbox";

    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal)
    {
        ["en.json"] = Own("en"), ["uk.json"] = Own("uk"),
        ["inbox/en.json"] = """{ "phrases": { "inbox.hello": "Hello", "inbox.hello#sms": "Hi" } }""",
        ["inbox/uk.json"] = """{ "phrases": { "inbox.hello": "Вітаємо" } }""",
        ["intake/en.json"] = """{ "phrases": { "intake.sent": "Sent" }, "words": { "need.shelter": ["bed"] } }""",
        ["intake/uk.json"] = """{ "phrases": { "intake.sent": "Надіслано" }, "words": {} }""",
    };

    [Fact]
    public void The_phrases_of_all_modules_are_merged_by_language()
    {
        var languages = LanguageFiles.Read(_files);
        Assert.Equal(["en", "uk"], languages.Keys);
        Assert.Equal(["inbox.hello=Hello", "inbox.hello#sms=Hi", "intake.sent=Sent"], Said(languages["en"]));
        Assert.Equal(["inbox.hello=Вітаємо", "intake.sent=Надіслано"], Said(languages["uk"]));
        Assert.Equal(["bed"], languages["en"].Words["need.shelter"]);
        Assert.Empty(languages["uk"].Words);
    }

    [Theory]
    [InlineData("inbox/uk.json", """{ "phrases": { "inbox.hello": "a", "inbox.hello": "b" } }""", Malformed, "inbox.hello")]
    [InlineData("inbox/uk.json", """{ "phrases": {}, "phrase": {} }""", Malformed, "'phrase'")]
    [InlineData("inbox/uk.json", """{ "words": {} }""", Malformed, "phrases")]
    [InlineData("inbox/uk.json", """{ "phrases": { "inbox.hello": null } }""", Malformed, "inbox.hello")]
    [InlineData("inbox/uk.json", "null", Malformed, "null")]
    [InlineData("inbox/uk.json", """{ "phrases": { "intake.hello": "a" } }""", "inbox/uk.json holds intake.hello", Stray)]
    [InlineData("inbox/uk.json", """{ "phrases": { "inboxes.hello": "a" } }""", "inbox/uk.json holds inboxes.hello", Stray)]
    [InlineData("inbox/uk.json", """{ "phrases": { "hello": "a" } }""", "inbox/uk.json holds hello", Stray)]
    [InlineData("inbox/en.json", """{ "phrases": {}, "words": { "need.shelter": [] } }""", "intake/en.json holds the words need.shelter")]
    [InlineData("inbox/hr.json", """{ "phrases": {} }""", "inbox/hr.json is of an unknown language", "no hr.json")]
    [InlineData("inbox/old/uk.json", """{ "phrases": {} }""", "inbox/old/uk.json is of an unknown language", "no old/uk.json")]
    [InlineData("providers/en.json", """{ "phrases": {} }""", "There is no providers/uk.json", "a module needs every language")]
    public void A_file_that_cannot_be_used_is_named_with_what_is_wrong(string path, string text, params string[] says)
    {
        _files[path] = text;
        Assert.All(says, part => Assert.Contains(part, Refused(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_languages_own_file_has_its_name_for_a_tag_and_no_phrases()
    {
        _files["uk.json"] = Own("ru");
        Assert.Equal("uk.json has the tag ru, which is not its name.", Refused());
        _files["uk.json"] = Own("uk").Replace("\"day\"", "\"phrases\": {}, \"day\"", StringComparison.Ordinal);
        Assert.Contains("'phrases'", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_lacks_no_language()
    {
        _files.Remove("intake/uk.json");
        Assert.Equal("There is no intake/uk.json: a module needs every language.", Refused());
    }

    private static IEnumerable<string> Said(LanguageFile file) => file.Phrases.Select(one => $"{one.Key}={one.Value}");

    private string Refused() => Assert.Throws<LanguageFileException>(() => LanguageFiles.Read(_files)).Message;

    private static string Own(string tag) =>
        $$"""
        {
          "tag": "{{tag}}", "name": "{{tag}}", "called": [], "near": [], "culture": "en-GB", "day": "d MMM",
          "forbidden": [], "innocent": [], "folding": {}
        }
        """;
}
