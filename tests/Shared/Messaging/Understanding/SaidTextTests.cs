using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Tests.Shared.Messaging.Understanding;

public sealed class SaidTextTests
{
    [Theory]
    [InlineData("Liked “Can you take it? Code A7F3K-4821.”", "Liked")]
    [InlineData("Emphasized “Text \"send\" or \"discard\" now”", "Emphasized")]
    [InlineData("Laughed at \"Please text back the code", "Laughed at")]
    [InlineData("„Right? Text: send. Else: discard“ got a heart", "got a heart")]
    [InlineData("«Вы берёте? Код А7Ф3К-4821» понравилось", "понравилось")]
    [InlineData("'Does the person agree? Text: agrees' ok", "ok")]
    [InlineData("> Does the person agree?\nno", "no")]
    public void What_is_quoted_is_not_said(string text, string said)
    {
        var found = SaidText.Of(text);
        Assert.True(found.HasQuotation);
        Assert.Equal(said, found.Text.Trim());
        Assert.Equal(text.Length, found.Text.Length);
    }

    [Theory]
    [InlineData("text \"send\" or \"pass\" now")]
    [InlineData("\"A7F3K-4821\"")]
    [InlineData("I can't, it's late, we're full")]
    [InlineData("s'mundem, s'kam kohë, s'jam këtu")]
    [InlineData("зв'язок і здоров'я та п'ять")]
    [InlineData("places 3")]
    public void Short_quotations_and_apostrophes_are_the_senders_own(string text) => Assert.Equal(new SaidText(text, ""), SaidText.Of(text));
}
