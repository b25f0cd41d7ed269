using System.Text;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>What is said beside alerts: strangers, help, a language, an invitation used twice, a machine that repeats itself.</summary>
public sealed class SmallTalk : Story
{
    public override async Task Play(Programme programme)
    {
        programme.Text(StrangerSms, "who is this?");
        programme.Text(NgoTelegram, "/start demo-invite-kukes-00000001");
        programme.Text(BackupSms, "help me to understand");
        await programme.World.Time.Wait(Minutes(1));
        programme.Text(new(NgoTelegram.Channel, "700000555"), "/start demo-invite-kukes-00000001");
        programme.Text(DutyTelegram, "/language");
        programme.Text(DutyTelegram, "Shqip");
        await programme.World.Time.Wait(Minutes(1));
        for (var at = 0; at < 8; at++)
        {
            programme.Text(AuthoritySms, "Out of office");
            await programme.World.Time.Wait(TimeSpan.FromSeconds(30));
        }
        programme.Takes(DutyTelegram, Minutes(1));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer();
    }
}

/// <summary>Somebody cannot decide on a language: more commands than a state remembers, read from the carrier's list again by the next process.</summary>
public sealed class ALanguageIsChosenAgainAndAgain : Story
{
    public override async Task Play(Programme programme)
    {
        var phrases = new Phrases();
        foreach (var language in phrases.Languages)
        {
            programme.Text(AuthoritySms, phrases.NameOf(language));
            await programme.World.Time.Wait(TimeSpan.FromSeconds(20));
        }
        programme.World.Serving()?.Drain();
        await programme.World.Time.Wait(Minutes(10));
        programme.Takes(AuthoritySms, Minutes(1));
        await programme.Refer("immediate");
    }
}

/// <summary>Somebody leaves with an alert open: the old chat may no longer act, and the next level is found.</summary>
public sealed class SomebodyLeaves : Story
{
    public override async Task Play(Programme programme)
    {
        programme.When(DutyTelegram, async (alert, _) =>
        {
            await programme.World.Time.Wait(Minutes(4));
            programme.Take(DutyTelegram, alert);
        });
        programme.Takes(BackupSms, Minutes(1));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer("immediate");
        await programme.World.Time.Wait(Minutes(2));
        await programme.Load(Encoding.UTF8.GetBytes(DemoPeople().GetRawText().Replace("700000011", "700000111", StringComparison.Ordinal).Replace("+355690000011", "+355690000111", StringComparison.Ordinal)));
    }
}
