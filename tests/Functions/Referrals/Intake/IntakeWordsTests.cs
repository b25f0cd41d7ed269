using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Functions.Cli.Phrases;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>Texts as they are typed in a hurry, and what is understood.</summary>
public sealed class IntakeWordsTests
{
    [Theory]
    [InlineData("GJ adult f urgent shelter medical sq", "al-gjirokaster|", Urgency.Urgent, AgeGroup.Adult, "female", "sq", "shelter,medical", null)]
    [InlineData("sq MEDICAL, Shelter; URGENT f. adult - gj", "al-gjirokaster|", Urgency.Urgent, AgeGroup.Adult, "female", "sq", "medical,shelter", null)]
    [InlineData("gjiro child m at once bed en consent", "al-gjirokaster|", Urgency.Immediate, AgeGroup.Child, "male", "en", "shelter", true)]
    [InlineData("kakavije e rritur femer urgjente shtrat mjek shqip pelqim", "al-gjirokaster|Kakavijë", Urgency.Urgent, AgeGroup.Adult, "female", "sq", "shelter,medical", true)]
    [InlineData("QAFË PRUSH fëmijë mashkull MENJËHERË ushqim dhe higjienë përkthyes anglisht", "al-kukes|Qafë Prush", Urgency.Immediate, AgeGroup.Child, "male", "en", "food-and-hygiene,translation", null)]
    [InlineData("Kukes, Qafe Prush i rritur", "al-kukes|Qafë Prush", null, AgeGroup.Adult, null, "", "", null)]
    [InlineData("al-kukes routine family contact", "al-kukes|", Urgency.Routine, null, null, "", "family-contact", null)]
    [InlineData("woman Albanian Serbian Romanian a place to stay", null, null, null, "female", "sq,sr,ro", "shelter", null)]
    [InlineData("Moscow adult", null, null, AgeGroup.Adult, null, "", "", null)]
    [InlineData("k adult", null, null, AgeGroup.Adult, null, "", "", null)]
    [InlineData("GJ kukes", null, null, null, null, "", "", null)]
    [InlineData("adult child urgent routine f m", null, null, null, null, "", "", null)]
    [InlineData("f f f", null, null, null, "female", "", "", null)]
    [InlineData("unknown", null, null, null, "unknown", "", "", null)]
    [InlineData("hello there", null, null, null, null, "", "", null)]
    [InlineData("", null, null, null, null, "", "", null)]
    public void A_text_is_understood_in_any_order_case_and_language(string text, string? place, Urgency? urgency, AgeGroup? age, string? sex, string languages, string needs, bool? consent)
    {
        var parsed = Read(text);
        Assert.Equal(place, parsed.Place is { } found ? $"{found.Region}|{found.Point}" : null);
        Assert.Equal((urgency, age, sex, consent), (parsed.Urgency, parsed.Age, parsed.Sex, parsed.Consent));
        Assert.Equal((languages, needs), (string.Join(',', parsed.Languages), string.Join(',', parsed.Needs)));
        Assert.Null(parsed.Wish);
    }

    [Theory]
    [InlineData("f noconsent She will be Taken tonight", false, "She will be Taken tonight", null)]
    [InlineData("NO CONSENT: tani", false, "tani", null)]
    [InlineData("papelqim e marrin sonte kontakt te Sporteli", false, "e marrin sonte", "te Sporteli")]
    [InlineData("contact 0690000012 after 8, no consent asleep adult", false, "asleep adult", "0690000012 after 8,")]
    [InlineData("noconsent", false, null, null)]
    [InlineData("noconsent ... !", false, null, null)]
    [InlineData("contact", null, null, null)]
    [InlineData("consent contact at the desk", true, null, "at the desk")]
    public void A_reason_and_a_way_to_call_are_taken_as_they_stand(string text, bool? consent, string? reason, string? contact)
    {
        var parsed = Read(text);
        Assert.Equal((consent, reason, contact), (parsed.Consent, parsed.Reason, parsed.Contact));
    }

    [Theory]
    [InlineData("send", IntakeButton.Send)]
    [InlineData("Dërgo!", IntakeButton.Send)]
    [InlineData("DERGO", IntakeButton.Send)]
    [InlineData("discard", IntakeButton.Discard)]
    [InlineData("hiq.", IntakeButton.Discard)]
    [InlineData("go on", IntakeButton.Done)]
    [InlineData("Kapërce", IntakeButton.Skip)]
    [InlineData("send it to me", null)]
    [InlineData("urgent send", null)]
    public void A_wish_is_the_whole_text_or_none(string text, string? wish) => Assert.Equal(wish, Read(text).Wish);

    [Theory]
    [InlineData("REF GJ adult", "GJ adult")]
    [InlineData("ref", "")]
    [InlineData(" Refero  f m ", "f m")]
    [InlineData("/refer", "")]
    [InlineData("/refer GJ", "GJ")]
    [InlineData("reference RA-7F3K-9", null)]
    [InlineData("please ref", null)]
    [InlineData("", null)]
    public void A_referral_begins_with_its_word(string text, string? rest) => Assert.Equal(rest, Words.AfterRefer(text));

    [Fact]
    public void Each_language_has_a_word_for_everything_that_can_be_said()
    {
        foreach (var file in LanguageFile.All.Values.Where(file => !file.Words.IsEmpty))
        {
            foreach (var word in (string[])["refer", "wish.drop", "wish.send", "consent", "noconsent", "contact"]) Assert.NotEmpty(file.Words[word]);
            foreach (var word in ServerlessAssist.Functions.People.Configuration.PeopleFile.Needs) Assert.Equal([word], Read(file.Phrases[$"intake.need.{word}"]).Needs);
            foreach (var word in ServerlessAssist.Functions.People.Configuration.PeopleFile.Needs) Assert.Equal([word], Read(file.Phrases[$"referrals.service.{word}"]).Needs);
            foreach (var word in ServerlessAssist.Functions.People.Configuration.PeopleFile.Spoken) Assert.Equal([word], Read(file.Phrases[$"intake.language.{word}"]).Languages);
            foreach (var word in ServerlessAssist.Functions.People.Configuration.PeopleFile.Spoken.Except(["other"])) Assert.Equal([word], Read(word).Languages);
            foreach (var example in file.Phrases.Where(text => text.Key.StartsWith("intake.example.", StringComparison.Ordinal))) Assert.False(Read(example.Value).SaysNothing, example.Key);
        }
    }

    [Fact]
    public void No_word_is_one_that_the_carrier_or_the_house_acts_on()
    {
        foreach (var word in LanguageFile.All.Values.SelectMany(file => file.Words.Values).SelectMany(words => words))
        {
            Assert.DoesNotContain(Keywords.Plain(word).ToUpperInvariant(), PhraseChecks.CarrierWords);
            Assert.Null(new Keywords().Understand(word));
        }
    }

    [Fact]
    public void A_word_with_two_meanings_is_refused() =>
        Assert.Throws<ArgumentException>(() => new IntakeWords([LanguageFile.All["en"] with { Words = LanguageFile.All["en"].Words.Add("age.ancient", ["adult"]) }]));
}
