using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Simulation.Carriers;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>The north hands somebody over to another country; it is theirs once they have accepted it, and closed here.</summary>
public sealed class HandedOverToAnotherCountry : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.Takes(WestTelegram, Minutes(5));
        programme.Takes(WestAuthoritySms, Minutes(5));
        programme.On(DutyTelegram, shown => shown.Text.Contains("is yours", StringComparison.Ordinal), shown => Press(programme, DutyTelegram, shown, "ref show "));
        programme.On(DutyTelegram, shown => shown.Text.Contains(": taken", StringComparison.Ordinal), shown => Press(programme, DutyTelegram, shown, "ref hand-over "));
        programme.On(DutyTelegram, shown => shown.Text.Contains("to where?", StringComparison.Ordinal), shown => Press(programme, DutyTelegram, shown, "ref hand-over "));
        programme.On(DutyTelegram, shown => shown.Text.Contains("Has the person agreed", StringComparison.Ordinal), shown => Press(programme, DutyTelegram, shown, "ref hand-over "));
        programme.On(WestTelegram, shown => shown.Text.Contains("jotja", StringComparison.Ordinal), shown => Press(programme, WestTelegram, shown, "ref show "));
        programme.On(WestTelegram, shown => shown.Buttons.Any(button => button.Data.StartsWith("ref keep ", StringComparison.Ordinal)), shown => Press(programme, WestTelegram, shown, "ref keep "));
        await programme.Refer();
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        foreach (var (_, here) in programme.World.Facts.Each<Referral>())
            if (here.HandedOver is { Status: HandOverAnswer.Confirmed } && !here.IsClosed) yield return $"{here.Reference} is theirs and still open here.";
            else if (here is { IsClosed: true, ClosedBecause: "handed-over", HandedOver.Status: not HandOverAnswer.Confirmed }) yield return $"{here.Reference} was given up before the other side had it.";
    }

    internal static async Task Press(Programme programme, Shared.Messaging.Address phone, Shown shown, string begin)
    {
        await programme.World.Time.Wait(TimeSpan.FromSeconds(15));
        if (shown.Buttons.FirstOrDefault(button => button.Data.StartsWith(begin, StringComparison.Ordinal)) is { } button) programme.World.Telegram.Press(phone.Value, shown, button.Data);
    }
}

/// <summary>The same person referred twice on one day: offered, merged, undone, and told apart.</summary>
public sealed class TheSamePersonTwice : Story
{
    public override async Task Play(Programme programme)
    {
        var merged = 0;
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.On(DutyTelegram, shown => shown.Text.Contains("is yours", StringComparison.Ordinal), shown => HandedOverToAnotherCountry.Press(programme, DutyTelegram, shown, "ref show "));
        programme.On(DutyTelegram, shown => shown.Buttons.Any(button => button.Data.StartsWith("ref merge ", StringComparison.Ordinal)), shown => HandedOverToAnotherCountry.Press(programme, DutyTelegram, shown, merged++ == 0 ? "ref merge " : "ref not-duplicate "));
        programme.On(DutyTelegram, shown => shown.Text.Contains("This can be undone", StringComparison.Ordinal), async shown =>
        {
            await programme.World.Time.Wait(Minutes(20));
            await HandedOverToAnotherCountry.Press(programme, DutyTelegram, shown, "ref unmerge ");
        });
        await programme.Refer();
        await programme.World.Time.Wait(Minutes(10));
        await programme.Refer();
    }
}

/// <summary>Coordinator, provider and caseworker write to each other, answer, are asked which one they mean, and take something back; the caseworker notes what the person agrees to.</summary>
public sealed class TheyWriteToEachOther : Story
{
    public override async Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram);
        programme.Takes(AuthoritySms, Minutes(2));
        programme.Presses(LakeTelegram, "alert take ", Minutes(3));
        programme.On(LakeTelegram, shown => shown.Text.Contains("A place is kept", StringComparison.Ordinal), async shown =>
        {
            await programme.World.Time.Wait(Minutes(1));
            programme.Text(LakeTelegram, $"{shown.Text[..9]} the room is on the first floor");
        });
        programme.On(DutyTelegram, shown => shown.Text.Contains("first floor", StringComparison.Ordinal) && shown.Ticket is not null, async _ =>
        {
            await programme.World.Time.Wait(Minutes(1));
            programme.Text(DutyTelegram, "we come at eight o'clock");
        });
        programme.Presses(DutyTelegram, "ref say ", Minutes(1), most: 2);
        programme.Presses(LakeTelegram, "ref remove-note ", Minutes(4), most: 1);
        programme.Presses(CaseworkerTelegram, "case show ", Minutes(1), most: 2);
        programme.Presses(CaseworkerTelegram, "case agree ", Minutes(1), most: 2);
        programme.Presses(CaseworkerTelegram, "case revoke ", Minutes(3), most: 1);
        await programme.Refer();
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        from record in programme.World.Facts.Each<CaseRecord>()
        where record.State.IsActive && record.State.Caseworker is null
        select $"{record.State.Reference} is accompanied by nobody.";
}
