using ServerlessAssist.Functions.Referrals;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>A social worker refers; a police officer who met the person too says whether it is so.</summary>
public abstract class JointStory : IntakeStory
{
    public override async Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        Officer(programme);
        programme.RefersByButtons(SocialTelegram, TimeSpan.FromSeconds(4), Whole);
        await programme.World.Time.Wait(Minutes(1));
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        Opened(programme).Where(one => one.TakenBy is null && one.Level == 0).Select(one => $"{one.Reference} reached nobody.");

    protected virtual void Officer(Programme programme) { }
}

/// <summary>He agrees, and says what else is needed.</summary>
public sealed class TheyIdentifyTogether : JointStory
{
    protected override void Officer(Programme programme)
    {
        programme.Presses(OfficerTelegram, "alert take ", Minutes(4), most: 1);
        programme.Presses(OfficerTelegram, "ref add-need ", Minutes(1), most: 1);
    }
}

/// <summary>He sees it otherwise: a coordinator decides.</summary>
public sealed class TheyDoNotAgree : JointStory
{
    protected override void Officer(Programme programme) => programme.Presses(OfficerTelegram, "alert pass ", Minutes(4), most: 1);

    public override IEnumerable<string> Promises(Programme programme) =>
        [.. base.Promises(programme), .. Opened(programme).Where(one => one.Joint?.Status != JointStatus.Disputed && one.Joint?.Status != JointStatus.Unanswered).Select(one => $"Of {one.Reference} nobody knows that they do not agree.")];
}

/// <summary>He says nothing: it goes on without him when its time is over.</summary>
public sealed class NobodyElseConfirms : JointStory;
