using ServerlessAssist.Shared.Limits;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>Two processes, money for a dozen texts a day, routine referrals that need more, and in the middle one that cannot wait.</summary>
public sealed class TheDaysMoneyIsSpent : Story
{
    public override int Processes => 2;

    public override LimitSettings Limits { get; } = new() { Sms = { ["default"] = new DayLimit { Day = 12 } } };

    /// <summary>What waited leaves when a new day begins, and again when the next one does.</summary>
    public override TimeSpan Settles => TimeSpan.FromHours(80);

    public override long MostSteps => 600_000;

    public override async Task Play(Programme programme)
    {
        programme.Takes(SouthSms, Minutes(3));
        programme.Takes(BackupSms, Minutes(3));
        for (var referral = 0; referral < 8; referral++)
        {
            await programme.Refer("routine", "al-south");
            await programme.World.Time.Wait(Minutes(4));
        }
        await programme.Refer("immediate", "al-south");
    }
}
