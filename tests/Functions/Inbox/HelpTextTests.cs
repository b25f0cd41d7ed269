using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.Inbox;

public sealed class HelpTextTests
{
    private const string Everybodys = "/away /quiet /channels /language";

    [Theory]
    [InlineData(Role.SocialWorker, "/refer /board")]
    [InlineData(Role.Referrer, "/refer /board")]
    [InlineData(Role.RegionalCoordinator, "/refer /mine /open /board /rota /take")]
    [InlineData(Role.Caseworker, "/refer /mine /board")]
    [InlineData(Role.ServiceProvider, "/mine /places")]
    [InlineData(Role.Administrator, "/people /second /rota")]
    [InlineData(Role.Auditor, "")]
    public void Each_role_is_told_of_its_own_commands(Role role, string commands)
    {
        var said = new Phrases().Render(HelpText.For(Somebody(role), ChannelKind.Telegram).Words, Language.English, ChannelKind.Telegram);
        Assert.Equal($"{commands} {Everybodys}".Trim(), string.Join(' ', said.Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Split(':')[0])));
    }

    [Fact]
    public void By_text_it_is_one_short_message() =>
        Assert.Equal(1, SmsSegments.Count(new Phrases().Render(HelpText.For(Somebody(Role.RegionalCoordinator), ChannelKind.Sms).Words, Language.English, ChannelKind.Sms)).Segments);

    private static Staff Somebody(Role role) => new(new PersonId("somebody"), role, "mission", ["north"], Language.English, null, []);
}
