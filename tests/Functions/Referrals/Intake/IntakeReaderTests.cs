using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;

namespace ServerlessAssist.Tests.Functions.Referrals.Intake;

/// <summary>Texts as they are typed in a hurry, and what is understood.</summary>
public sealed class IntakeReaderTests
{
    [Theory]
    [InlineData("GJ adult f urgent shelter medical sq", "al-gjirokaster|", Urgency.Urgent, AgeGroup.Adult, "female", "sq", "shelter,medical", Answer.None)]
    [InlineData("sq MEDICAL, Shelter; URGENT f. adult - gj", "al-gjirokaster|", Urgency.Urgent, AgeGroup.Adult, "female", "sq", "medical,shelter", Answer.None)]
    [InlineData("gjiro child m at once bed en consent", "al-gjirokaster|", Urgency.Immediate, AgeGroup.Child, "male", "en", "shelter", Answer.Yes)]
    [InlineData("kakavije e rritur femer urgjente shtrat mjek shqip pelqim", "al-gjirokaster|Kakavijë", Urgency.Urgent, AgeGroup.Adult, "female", "sq", "shelter,medical", Answer.Yes)]
    [InlineData("QAFË PRUSH fëmijë mashkull MENJËHERË ushqim dhe higjienë përkthyes anglisht", "al-kukes|Qafë Prush", Urgency.Immediate, AgeGroup.Child, "male", "en", "food-and-hygiene,translation", Answer.None)]
    [InlineData("Kukes, Qafe Prush i rritur", "al-kukes|Qafë Prush", null, AgeGroup.Adult, null, "", "", Answer.None)]
    [InlineData("al-kukes routine family contact", "al-kukes|", Urgency.Routine, null, null, "", "family-contact", Answer.None)]
    [InlineData("woman Albanian Serbian Romanian a place to stay", null, null, null, "female", "sq,sr,ro", "shelter", Answer.None)]
    [InlineData("Moscow adult", null, null, AgeGroup.Adult, null, "", "", Answer.None)]
    [InlineData("k adult", null, null, AgeGroup.Adult, null, "", "", Answer.None)]
    [InlineData("GJ kukes", null, null, null, null, "", "", Answer.None)]
    [InlineData("adult child urgent routine f m", null, null, null, null, "", "", Answer.None)]
    [InlineData("f f f", null, null, null, "female", "", "", Answer.None)]
    [InlineData("unknown", null, null, null, "unknown", "", "", Answer.None)]
    [InlineData("hello there", null, null, null, null, "", "", Answer.None)]
    [InlineData("", null, null, null, null, "", "", Answer.None)]
    public void A_text_is_understood_in_any_order_case_and_language(string text, string? place, Urgency? urgency, AgeGroup? age, string? sex, string languages, string needs, Answer consent)
    {
        var parsed = Read(text, isBeginning: true);
        Assert.Equal(place, parsed.Place is { } found ? $"{found.Region}|{found.Point}" : null);
        Assert.Equal((urgency, age, sex, consent), (parsed.Urgency, parsed.Age, parsed.Sex, parsed.Consent));
        Assert.Equal((languages, needs), (string.Join(',', parsed.Languages), string.Join(',', parsed.Needs)));
        Assert.Null(parsed.Wish);
    }

    [Theory]
    [InlineData("f noconsent She will be Taken tonight", Answer.No, "She will be Taken tonight", null)]
    [InlineData("NO CONSENT: tani", Answer.No, "tani", null)]
    [InlineData("papelqim e marrin sonte kontakt te Sporteli", Answer.No, "e marrin sonte", "te Sporteli")]
    [InlineData("contact 0690000012 after 8, no consent asleep adult", Answer.No, "asleep adult", "0690000012 after 8,")]
    [InlineData("noconsent", Answer.No, null, null)]
    [InlineData("noconsent ... !", Answer.No, null, null)]
    [InlineData("contact", Answer.None, null, null)]
    [InlineData("consent contact at the desk", Answer.Yes, null, "at the desk")]
    public void A_reason_and_a_way_to_call_are_taken_as_they_stand(string text, Answer consent, string? reason, string? contact)
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
    public void A_referral_begins_with_its_word(string text, string? rest) => Assert.Equal(rest, Reader.AfterRefer(text, Language.English));

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

    [Theory]
    [InlineData("en", "Morina adult f urgent bed sq she does not consent but her life is at risk")]
    [InlineData("en", "Morina adult m urgent bed sq consent not yet asked")]
    [InlineData("en", "Morina adult m urgent bed sq she refused consent")]
    [InlineData("en", "Morina adult f urgent bed sq has not given consent")]
    [InlineData("en", "Morina adult f urgent bed sq no consent yet")]
    [InlineData("en", "Morina adult f urgent bed sq consent?")]
    [InlineData("en", "Morina adult f urgent bed sq will she consent")]
    [InlineData("en", "Morina adult f urgent bed sq consent pending")]
    [InlineData("en", "Morina adult f urgent bed sq she said \"I agree with you\"")]
    [InlineData("sq", "Morina urgjente rritur f sq shtrat nuk ka dhene pelqim")]
    [InlineData("sq", "Morina urgjente rritur f sq shtrat pelqim jo")]
    [InlineData("sq", "Morina urgjente rritur f sq shtrat s'pajtohet")]
    [InlineData("sq", "Morina urgjente rritur f sq shtrat pa pelqim")]
    [InlineData("ro", "morina fata minora, imediat, cazare ro nu e de acord, dar e ranita")]
    [InlineData("bs", "Morina odrasla z hitno krevet nije joj dat pristanak")]
    [InlineData("sr", "морина одрасла ж хитно кревет не пристаје")]
    [InlineData("bg", "Morina възрастна ж спешно легло не е съгласна")]
    [InlineData("mk", "Morina возрасна ж итно легло не се согласува")]
    [InlineData("tr", "Morina yetişkin kadın acil yatak kabul etmiyor")]
    [InlineData("uk", "Morina доросла ж терміново ліжко не дала згоди")]
    [InlineData("ru", "Morina взрослая ж срочно кровать согласия не дала")]
    public void A_refusal_or_a_doubt_is_never_consent(string tag, string text)
    {
        var parsed = Read(text, tag, isBeginning: true);
        Assert.NotEqual(Answer.Yes, parsed.Consent);
        Assert.NotEqual(Answer.Yes, parsed.Agreement);
        Assert.Equal("Morina", parsed.Place?.Point);
    }

    [Theory]
    [InlineData("XX adult f urgent", true)]
    [InlineData("Gondwana adult f urgent", true)]
    [InlineData("Morina adult f urgent", false)]
    [InlineData("морина adult", false)]
    [InlineData("Morinna adult", false)]
    [InlineData("adult f urgent", false)]
    public void A_word_where_the_place_stands_is_a_place_or_is_said_to_be_unknown(string text, bool isUnknown) =>
        Assert.Equal(isUnknown, Read(text, isBeginning: true).IsPlaceUnknown);

    [Theory]
    [InlineData("not urgent")]
    [InlineData("She is afraid and hurt, cannot decide now")]
    public void A_word_that_is_negated_or_stands_in_a_sentence_is_not_how_soon(string text) => Assert.False(Read(text).Urgency is Urgency.Urgent or Urgency.Immediate);

    [Theory]
    [InlineData("16 years", AgeGroup.Child), InlineData("30 years", AgeGroup.Adult), InlineData("17 vjeç", AgeGroup.Child), InlineData("aduld", AgeGroup.Adult)]
    public void An_age_in_years_and_a_slip_of_the_finger_are_understood(string text, AgeGroup age) => Assert.Equal(age, Read(text).Age);

    [Theory]
    [InlineData("no", Answer.No), InlineData("yes", Answer.Yes), InlineData("agrees", Answer.Yes), InlineData("po", Answer.Yes), InlineData("jo", Answer.No)]
    [InlineData("yes but only later", Answer.Unclear), InlineData("not now, ask her tomorrow", Answer.None), InlineData("no problem she agrees", Answer.Yes)]
    public void An_answer_to_the_question_whether_she_agrees_is_a_clear_one_or_asked_again(string text, Answer answer) => Assert.Equal(answer, Read(text).Agreement);
}
