using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;

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
    [InlineData("sq", "en=North,sq=Veri,sr=Север", "Veri")]
    [InlineData("bs", "en=North,sr-Latn=Sever,sr=Север", "Sever")]
    [InlineData("cnr", "bs=Sjever,sr-Latn=Sever", "Sjever")]
    [InlineData("sr-Latn", "en=North,sr=Север", "Север")]
    [InlineData("sr", "en=North,mk=Север,sr-Latn=Sever", "Sever")]
    [InlineData("mk", "bg=Север,en=North", "Север")]
    [InlineData("uk", "en=North,ru=Север", "North")]
    [InlineData("uk", "ro=Nord,ru=Север", "Север")]
    [InlineData("tr", "bg=Север,ro=Nord", "Nord")]
    [InlineData("ro", "mk=Север", "Север")]
    public void A_place_that_has_no_name_in_a_language_is_called_as_its_readers_know_best(string reader, string labels, string name)
    {
        var names = new Argument.Named(labels.Split(',').Select(one => one.Split('=')).ToImmutableSortedDictionary(one => one[0], one => one[1], StringComparer.Ordinal));
        Assert.Equal(name, names.In(LanguageFile.All[reader]));
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

    [Theory]
    [InlineData("srpski", "sr-Latn"), InlineData("SRPSKI ĆIRILICA", "sr"), InlineData("српски", "sr"), InlineData("sr", "sr"), InlineData("sr-latn", "sr-Latn"), InlineData("serbian", "sr-Latn")]
    [InlineData("română", "ro"), InlineData("Romana", "ro"), InlineData("moldovenește", "ro"), InlineData("rumanisht", "ro"), InlineData("RO", "ro")]
    [InlineData("türkçe", "tr"), InlineData("TURKCE", "tr"), InlineData("Turqisht", "tr"), InlineData("українська", "uk"), InlineData("украинский", "uk"), InlineData("Ukrainian", "uk")]
    [InlineData("Русский язык", "ru"), InlineData("russian", "ru"), InlineData("crnogorski", "cnr"), InlineData("bosnian", "bs"), InlineData("Македонски!", "mk"), InlineData("bulgarian", "bg"), InlineData("balgarski", "bg")]
    [InlineData("language: Shqip", "sq"), InlineData("gjuha shqipe", "sq"), InlineData("jezik srpski", "sr-Latn"), InlineData("мова українська", "uk"), InlineData("limba română", "ro"), InlineData("language", null), InlineData("not English", null)]
    public void A_language_is_called_by_its_neighbours_names_its_code_and_after_the_word_for_language(string text, string? tag) => Assert.Equal(tag, new Phrases().LanguageCalled(text)?.Tag);

    [Fact]
    public void No_name_calls_two_languages()
    {
        var names = LanguageFile.All.Values.SelectMany(file => file.Called.Append(file.Name).Append(file.Tag).Select(PlainText.Of).Distinct()).ToList();
        Assert.Empty(names.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.All(LanguageFile.All.Values, file => Assert.All(file.Called.Append(file.Name).Append(file.Tag), name => Assert.Equal(file.Tag, new Phrases().LanguageCalled(name)?.Tag)));
    }

    [Fact]
    public void English_comes_first() => Assert.Equal(["en", "bg", "bs", "cnr", "mk", "ro", "ru", "sq", "sr", "sr-Latn", "tr", "uk"], new Phrases().Languages.Select(language => language.Tag));

    private static KeyValuePair<string, LanguageFile> File(string tag, string name, params (string Key, string Text)[] phrases) =>
        new(tag, LanguageFile.All[tag] with { Name = name, Phrases = phrases.ToImmutableSortedDictionary(one => one.Key, one => one.Text, StringComparer.Ordinal) });
}
