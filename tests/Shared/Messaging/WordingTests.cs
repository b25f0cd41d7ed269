using System.Collections.Immutable;
using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class WordingTests
{
    private static readonly Phrase Told = new("told", "who", "what");

    [Fact]
    public void A_phrase_takes_its_arguments_and_no_others()
    {
        Assert.Equal(["what", "who"], Told.With(("who", "A"), ("what", "B")).Arguments.Keys);
        Assert.Throws<ArgumentException>(() => Told.With(("who", "A")));
        Assert.Throws<ArgumentException>(() => Told.With(("who", "A"), ("what", "B"), ("why", "C")));
        Assert.Throws<ArgumentException>(() => Told.With(("who", "A"), ("which", "B")));
        Assert.Throws<ArgumentException>(() => Told.With(("who", "A"), ("who", "B"), ("what", "C")));
        Assert.Throws<ArgumentException>(() => (Wording)Told);
    }

    [Fact]
    public void Nothing_of_an_argument_shows_when_a_wording_is_printed()
    {
        var words = Told.With(("who", "Teuta"), ("what", new Argument.Named(ImmutableSortedDictionary<string, string>.Empty.Add("en", "Vlora"))));

        Assert.Equal("told", $"{words}");
        Assert.All(words.Arguments.Values, value => Assert.Equal("•••", $"{value}"));
        Assert.Equal("••• •••", $"{new Argument.Number(7)} {new Argument.Moment(default, "Europe/Tirane", MomentForm.Time)}");
    }

    [Fact]
    public void A_wording_survives_storage()
    {
        var words = Told.With(("who", "{what}"), ("what", new Phrase("other")));
        var read = JsonSerializer.Deserialize<Wording>(JsonSerializer.Serialize(words))!;

        Assert.Equal(words.Key, read.Key);
        Assert.Equal(words.Arguments, read.Arguments);
    }

    [Fact]
    public void Moments_and_numbers_survive_storage()
    {
        var words = Told.With(("who", new Argument.Number(1234.5m)), ("what", new Argument.Moment(new DateTimeOffset(2026, 3, 5, 14, 5, 0, TimeSpan.FromHours(1)), "Europe/Tirane", MomentForm.DayAndTime)));
        Assert.Equal(words.Arguments, JsonSerializer.Deserialize<Wording>(JsonSerializer.Serialize(words))!.Arguments);
    }
}
