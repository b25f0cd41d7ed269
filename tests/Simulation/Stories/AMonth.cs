using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>A month of a small programme: a referral a day, some taken at once, some late, some by nobody on duty; strangers and small talk between them.</summary>
public sealed class AMonth : Story
{
    private const int Days = 30;

    public override long MostSteps => 500_000;

    public override TimeSpan Troubles => TimeSpan.FromDays(Days);

    public override async Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(25));
        programme.Takes(BackupSms, Minutes(7));
        programme.Takes(SouthSms, Minutes(40));
        programme.Takes(AuthoritySms, Minutes(4));
        for (var day = 0; day < Days; day++)
        {
            await programme.Refer(day % 3 == 0 ? "immediate" : day % 3 == 1 ? "urgent" : "routine", day % 4 == 0 ? "al-south" : "al-north", day % 5 == 0 ? "child" : "adult");
            if (day % 7 == 0) programme.Text(StrangerSms, "hello?");
            await programme.World.Time.Wait(TimeSpan.FromDays(1));
        }
    }
}
