using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Simulation;

namespace ServerlessAssist.Tests.Functions.Alerts;

/// <summary>What a text with the code of an alert does, in each language.</summary>
public sealed class AlertAnswersTests
{
    private static readonly MessageReader Reader = MessageReader.Of(IntakeVocabulary.Labels);

    [Theory]
    [InlineData("en", "@")]
    [InlineData("en", "no problem, I take @")]
    [InlineData("en", "On my way, @")]
    [InlineData("en", "ok @ 👍")]
    [InlineData("en", "@ thanks, coming in 10 minutes")]
    [InlineData("sq", "nuk ka problem e marr @")]
    [InlineData("sq", "e marr @ faleminderit")]
    [InlineData("bs", "Nema problema, ne brini, preuzimam @")]
    [InlineData("bs", "Dolazim za 10 minuta @")]
    [InlineData("cnr", "nema problema, stižem @")]
    [InlineData("sr-Latn", "bez brige, ja preuzimam @")]
    [InlineData("sr", "Долазим, ту сам за 10 минута @")]
    [InlineData("sr", "нема проблема преузимам @")]
    [InlineData("mk", "нема проблем, го преземам @")]
    [InlineData("bg", "няма проблем, поемам @")]
    [InlineData("ro", "nicio problemă, preiau @")]
    [InlineData("tr", "sorun yok, alıyorum @")]
    [InlineData("uk", "немає проблем, беру @")]
    [InlineData("ru", "без проблем, беру @")]
    [InlineData("mk", "@ ok")]
    public void A_code_and_words_that_say_nothing_else_take(string tag, string text) => Assert.Equal(AlertAnswer.Take, Of(tag, text));

    [Theory]
    [InlineData("en", "pass @")]
    [InlineData("en", "I can’t @")]
    [InlineData("en", "Not me @")]
    [InlineData("en", "I won't be able to come @")]
    [InlineData("sq", "Kaloj, @")]
    [InlineData("sq", "nuk mundem @")]
    [InlineData("sq", "s'mundem @")]
    [InlineData("bs", "Ne, @")]
    [InlineData("cnr", "ne mogu @")]
    [InlineData("sr-Latn", "NE @")]
    [InlineData("sr", "Не могу @")]
    [InlineData("mk", "не можам @")]
    [InlineData("bg", "ne moga @")]
    [InlineData("ro", "Nu pot @")]
    [InlineData("tr", "Yapamam @")]
    [InlineData("tr", "hayir @")]
    [InlineData("tr", "almıyorum @")]
    [InlineData("uk", "Не можу, @")]
    [InlineData("ru", "нет @")]
    public void A_refusal_passes_on(string tag, string text) => Assert.Equal(AlertAnswer.Pass, Of(tag, text));

    [Theory]
    [InlineData("en", "@?")]
    [InlineData("en", "maybe @")]
    [InlineData("en", "should I take @ or pass it on?")]
    [InlineData("en", "I take @ if nobody else can")]
    [InlineData("en", "no, I take @")]
    [InlineData("en", "who has @")]
    [InlineData("en", "is this @ mine")]
    [InlineData("en", "I'm driving @")]
    [InlineData("en", "urgent child North @")]
    [InlineData("en", "I can't reach her @")]
    [InlineData("en", "“I take it, I am on my way” @")]
    [InlineData("sq", "ndoshta e marr @")]
    [InlineData("bs", "mogu li preuzeti @")]
    [InlineData("tr", "alayım mı @")]
    [InlineData("ru", "мне брать @ или нет")]
    [InlineData("sq", "Jam në Kukës @")]
    public void What_could_mean_both_or_neither_is_asked(string tag, string text) => Assert.Equal(AlertAnswer.Unclear, Of(tag, text));

    private static AlertAnswer Of(string tag, string text)
    {
        var said = SaidText.Of(text.Replace("@", "A7F3K-4821", StringComparison.Ordinal));
        var found = AlertCode.FindIn(said.Text, ReferralCodes.Kinds)!;
        return AlertAnswers.Of(Reader.Read(said with { Text = found.Rest }, new Language(tag)));
    }
}
