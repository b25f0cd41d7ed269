using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

/// <summary>Every check is shown twice: the house passes it, and a planted fault does not.</summary>
public sealed class LanguageFilesTests
{
    private static readonly LanguageFile English = LanguageFile.All["en"];

    public static TheoryData<string> Tags { get; } = [.. LanguageFile.All.Keys];

    [Fact]
    public void English_and_Albanian_are_there_by_their_own_names() =>
        Assert.Equal(["English", "Shqip"], LanguageFile.All.Values.Select(file => file.Name));

    [Fact]
    public void The_phrases_of_the_house_are_found()
    {
        Assert.Contains(LanguageCheck.Phrases, phrase => phrase.Key == "referral.alert");
        Assert.Contains(LanguageCheck.Phrases, phrase => phrase.Key == "referral.age.child");
        Assert.Contains(LanguageCheck.Phrases, phrase => phrase.Key == "telegram.command.help");
    }

    [Theory, MemberData(nameof(Tags))]
    public void A_language_has_every_phrase_and_no_other(string tag) => Assert.Empty(LanguageCheck.Keys(LanguageFile.All[tag], LanguageCheck.Phrases));

    [Fact]
    public void A_missing_and_a_needless_phrase_are_found()
    {
        var planted = English with { Phrases = English.Phrases.Remove("referral.gone").Add("referral.nobody", "x").Add("inbox.help#pigeon", "x") };

        Assert.Equal(
            ["en lacks referral.gone", "en has referral.nobody, which nobody says", "en has inbox.help#pigeon for no channel"],
            LanguageCheck.Keys(planted, LanguageCheck.Phrases));
    }

    [Theory, MemberData(nameof(Tags))]
    public void A_text_uses_no_argument_that_its_phrase_does_not_have(string tag) => Assert.Empty(LanguageCheck.Arguments(LanguageFile.All[tag], LanguageCheck.Phrases));

    [Fact]
    public void An_unknown_argument_is_found() =>
        Assert.Equal(["en inbox.help#sms uses {who}"], LanguageCheck.Arguments(Saying("inbox.help#sms", "Dear {who}"), LanguageCheck.Phrases));

    [Theory, MemberData(nameof(Tags))]
    public void No_text_holds_a_forbidden_word_of_any_language(string tag) => Assert.Empty(LanguageCheck.Forbidden(LanguageFile.All[tag], [.. LanguageFile.All.Values]));

    [Theory]
    [InlineData("Ask the POLICE.", "police*")]
    [InlineData("The shelters are open.", "shelter*")]
    [InlineData("Come to the safe\nhouse!", "safe house*")]
    [InlineData("anti-trafficking", "traffick*")]
    [InlineData("the UN.", "un")]
    [InlineData("Viktimat presin.", "viktim*")]
    [InlineData("shfrytezimi", "shfrytëz*")]
    [InlineData("Shfrytëzimi", "shfrytëz*")]
    [InlineData("po\u200Blice", "police*")]
    public void A_forbidden_word_is_found_in_any_form_case_and_spelling(string text, string word) =>
        Assert.Contains($"en inbox.resumed says {word}", LanguageCheck.Forbidden(Saying("inbox.resumed", text), [.. LanguageFile.All.Values]));

    [Theory]
    [InlineData("until they understand")]
    [InlineData("The classroom is upstairs.")]
    public void A_word_that_only_holds_a_forbidden_one_is_none(string text) =>
        Assert.Empty(LanguageCheck.Forbidden(English with { Phrases = English.Phrases.Clear().Add("inbox.resumed", text) }, [.. LanguageFile.All.Values]));

    [Theory, MemberData(nameof(Tags))]
    public void Every_SMS_is_one_segment_with_its_longest_arguments_and_asks_for_no_word_of_the_carrier(string tag) =>
        Assert.Empty(LanguageCheck.Sms(LanguageFile.All[tag], LanguageCheck.Phrases));

    [Fact]
    public void An_SMS_that_is_too_long_or_asks_for_the_wrong_word_is_found()
    {
        Assert.Contains("en referral.gone takes", Assert.Single(LanguageCheck.Sms(Saying("referral.gone", new string('x', 161)), LanguageCheck.Phrases)), StringComparison.Ordinal);
        Assert.Contains("en referral.gone takes", Assert.Single(LanguageCheck.Sms(Saying("referral.gone", "Да"), LanguageCheck.Phrases)), StringComparison.Ordinal);
        Assert.Equal(["en referral.gone names /language"], LanguageCheck.Sms(Saying("referral.gone", "Send /language"), LanguageCheck.Phrases));
        Assert.Equal(["en referral.gone says CANCEL, which the carrier acts on"], LanguageCheck.Sms(Saying("referral.gone", "Text \"cancel\"."), LanguageCheck.Phrases));
    }

    [Fact]
    public void The_question_for_a_language_names_all_of_them_on_SMS()
    {
        foreach (var file in LanguageFile.All.Values)
            Assert.All(LanguageFile.All.Values, other => Assert.Contains(other.Name, file.Phrases["inbox.language.choose#sms"], StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_says_a_thing_twice()
    {
        var house = typeof(LanguageFile).Assembly;
        foreach (var name in house.GetManifestResourceNames().Where(name => name.StartsWith("Languages/", StringComparison.Ordinal)))
        {
            using var stream = house.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
            Assert.Equal(name, $"Languages/{json.RootElement.GetProperty("tag").GetString()}.json");
        }
    }

    private static LanguageFile Saying(string key, string text) => English with { Phrases = English.Phrases.SetItem(key, text) };
}
