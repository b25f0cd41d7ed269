using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class PhrasesTests
{
    private static readonly Phrase Alert = new("alert", "region", "age");
    private static readonly Phrase Child = new("age.child");
    private static readonly Phrases Spoken = new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
    [
        File("sq", "Shqip", ("alert", "{age} në {region}"), ("alert#sms", "Sms: {age} në {region}"), ("age.child", "fëmijë")),
        File("en", "English", ("alert", "A {age} in {region}, {region}"), ("age.child", "child"), ("age.child#telegram", "youngster"), ("only", "Only here")),
    ]));

    [Theory]
    [InlineData("en", ChannelKind.Sms, "A child in Vlora, Vlora")]
    [InlineData("en", ChannelKind.Telegram, "A youngster in Vlora, Vlora")]
    [InlineData("sq", ChannelKind.Sms, "Sms: femije ne Vlora")]
    [InlineData("sq", ChannelKind.Telegram, "fëmijë në Vlora")]
    public void Words_are_put_into_the_readers_language_for_her_channel(string tag, ChannelKind channel, string text) =>
        Assert.Equal(text, Spoken.Render(Alert.With(("region", "Vlora"), ("age", Child)), new Language(tag), channel));

    [Fact]
    public void A_name_is_the_one_of_the_readers_language_else_the_English_one()
    {
        var names = new Argument.Named(ImmutableSortedDictionary<string, string>.Empty.Add("en", "North").Add("sq", "Veriu"));

        Assert.Equal("fëmijë në Veriu", Spoken.Render(Alert.With(("region", names), ("age", Child)), Language.Albanian, ChannelKind.Telegram));
        Assert.Equal("fëmijë në North", Spoken.Render(Alert.With(("region", names with { ByLanguage = names.ByLanguage.Remove("sq") }), ("age", Child)), Language.Albanian, ChannelKind.Telegram));
    }

    [Theory]
    [InlineData("{age}")]
    [InlineData("{nothing}")]
    [InlineData("}{")]
    [InlineData("{")]
    [InlineData("$1 {{0}} \\n")]
    public void What_an_argument_brings_is_never_read_as_a_placeholder(string region) =>
        Assert.Equal($"A youngster in {region}, {region}", Spoken.Render(Alert.With(("region", region), ("age", Child)), Language.English, ChannelKind.Telegram));

    [Fact]
    public void A_phrase_that_a_language_lacks_is_not_taken_from_another() =>
        Assert.Contains("sq has no phrase only", Assert.Throws<ArgumentException>(() => Spoken.Render(new Phrase("only"), Language.Albanian, ChannelKind.Sms)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_language_phrase_or_argument_is_a_defect()
    {
        Assert.Throws<ArgumentException>(() => Spoken.Render(Child, new Language("xx"), ChannelKind.Sms));
        Assert.Throws<ArgumentException>(() => Spoken.Render(new Wording("alert", ImmutableSortedDictionary<string, Argument>.Empty), Language.English, ChannelKind.Sms));
        Assert.Throws<ArgumentException>(() => Spoken.Render(Alert.With(("region", "x"), ("age", new Phrase("age.old"))), Language.English, ChannelKind.Sms));
    }

    [Theory]
    [InlineData("Shqip", "sq")]
    [InlineData(" shqip! ", "sq")]
    [InlineData("ENGLISH", "en")]
    [InlineData("Klingon", null)]
    [InlineData("", null)]
    public void A_language_is_called_by_its_own_name(string text, string? tag) => Assert.Equal(tag, Spoken.LanguageCalled(text)?.Tag);

    [Fact]
    public void English_comes_first() => Assert.Equal([Language.English, Language.Albanian], new Phrases().Languages);

    private static KeyValuePair<string, LanguageFile> File(string tag, string name, params (string Key, string Text)[] phrases) =>
        new(tag, LanguageFile.All[tag] with { Name = name, Phrases = phrases.ToImmutableSortedDictionary(one => one.Key, one => one.Text, StringComparer.Ordinal) });
}
