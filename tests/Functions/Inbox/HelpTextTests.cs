using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;
using Stage = ServerlessAssist.Tests.Threats.Stage;

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
    public void Each_role_is_told_of_its_own_commands(Role role, string commands) => Stage.Play(stage =>
    {
        Assert.Equal($"{commands} {Everybodys}".Trim(), string.Join(' ', Told(stage, role).Except(OfSimulatedModules(stage))));
        return Task.CompletedTask;
    });

    [Fact]
    public void The_menu_shows_the_same_commands_to_all_help_first() => Stage.Play(stage =>
    {
        var menu = stage.Process.Services.GetRequiredService<HelpText>().Menu.Select(command => command.Word).Except(OfSimulatedModules(stage));
        Assert.Equal("/help /refer /mine /open /board /places /people /second /rota /take /away /quiet /channels /language", string.Join(' ', menu));
        return Task.CompletedTask;
    });

    [Fact]
    public void By_text_it_is_one_short_message() =>
        Assert.Equal(1, SmsSegments.Count(new Phrases().Render(
            new HelpText(new ConversationTable([])).For(Somebody(Role.RegionalCoordinator), ChannelTraits.Of(ChannelKind.Sms)).Words, Language.English, ChannelKind.Sms)).Segments);

    /// <summary>The commands that somebody with this role is told of.</summary>
    internal static IEnumerable<string> Told(Stage stage, Role role)
    {
        var help = stage.Process.Services.GetRequiredService<HelpText>();
        var said = new Phrases().Render(help.For(Somebody(role), ChannelTraits.Of(ChannelKind.Telegram)).Words, Language.English, ChannelKind.Telegram);
        return said.Split('\n').Where(line => line.StartsWith('/')).Select(line => line.Split(':')[0]);
    }

    /// <summary>Commands of capabilities that only tests have.</summary>
    private static List<string> OfSimulatedModules(Stage stage) =>
    [
        .. stage.Process.Services.GetServices<IConversation>().Where(one => one.GetType().Assembly == typeof(SimulatedModules).Assembly)
            .SelectMany(one => one.Commands).Select(command => command.Word),
    ];

    private static Staff Somebody(Role role) => new(new PersonId("somebody"), role, "mission", ["north"], Language.English, null, []);
}
