using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Providers;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>From the alert to the end: taken, a provider asked, its place held, settled in, closed; then the place is free again.</summary>
public sealed class AProviderHoldsAPlaceUntilItIsClosed : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram);
        programme.Takes(AuthoritySms, Minutes(2));
        programme.Presses(LakeTelegram, "alert take ", Minutes(3));
        programme.On(DutyTelegram, shown => shown.Text.Contains("has it", StringComparison.Ordinal), async shown =>
        {
            await programme.World.Time.Wait(Minutes(5));
            programme.World.Telegram.Press(DutyTelegram.Value, shown, shown.Buttons[0].Data);
        });
        programme.Presses(DutyTelegram, "ref reintegrate ", Minutes(1), most: 1);
        programme.On(DutyTelegram, shown => shown.Text.Contains("settling in", StringComparison.Ordinal) && shown.Buttons.Count == 0, async _ =>
        {
            await programme.World.Time.Wait(Minutes(1));
            programme.Text(DutyTelegram, "/mine");
        });
        programme.On(DutyTelegram, shown => shown.Text.Contains("settling in", StringComparison.Ordinal) && shown.Buttons.Count > 0, shown =>
        {
            programme.World.Telegram.Press(DutyTelegram.Value, shown, shown.Buttons.FirstOrDefault(button => button.Data.StartsWith("ref close ", StringComparison.Ordinal))?.Data ?? shown.Buttons[0].Data);
            return Task.CompletedTask;
        });
        programme.On(DutyTelegram, shown => shown.Text.Contains("why is it closed", StringComparison.Ordinal), shown =>
        {
            programme.World.Telegram.Press(DutyTelegram.Value, shown, shown.Buttons[0].Data);
            return Task.CompletedTask;
        });
        await programme.Refer();
    }
}

/// <summary>Two referrals, one place: two coordinators ask for it, the provider says yes to both; one of them gets it.</summary>
public sealed class TheLastPlaceIsWantedTwice : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram, "medical");
        programme.Takes(AuthoritySms, Minutes(2));
        programme.On(HillSms, IsOffer, async offer =>
        {
            await programme.World.Time.Wait(Minutes(4));
            programme.Text(HillSms, CodeIn(offer));
        });
        await Task.WhenAll(programme.Refer(), programme.Refer());
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        programme.World.Facts.Each<Provider>().Where(one => one.State.Held.Length > 1).Select(one => $"{one.State.Organisation} has one place and holds {one.State.Held.Length}.");
}

/// <summary>The nearest cannot; the next one does, by texting the code.</summary>
public sealed class OneProviderDeclinesTheNextTakesIt : Story
{
    public override async Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram);
        programme.Takes(AuthoritySms, Minutes(2));
        programme.Presses(LakeTelegram, "alert pass ", Minutes(3));
        programme.Presses(LakeTelegram, "ref reason ", Minutes(1), most: 1);
        programme.On(HillSms, IsOffer, async offer =>
        {
            await programme.World.Time.Wait(Minutes(4));
            programme.Text(HillSms, CodeIn(offer));
        });
        await programme.Refer();
    }
}

/// <summary>Nobody who was asked for a place answers; whoever has the referral is told that nobody is left.</summary>
public sealed class NoProviderAnswers : Story
{
    public override Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram);
        programme.Takes(AuthoritySms, Minutes(2));
        return programme.Refer();
    }
}

/// <summary>A provider says that it has no place free, before and while it is asked.</summary>
public sealed class AProvidersPlacesAreFewer : Story
{
    public override async Task Play(Programme programme)
    {
        programme.FindsAPlace(DutyTelegram);
        programme.Takes(AuthoritySms, Minutes(2));
        programme.Text(HillSms, "vende 0");
        programme.On(LakeTelegram, IsOffer, async offer =>
        {
            programme.Text(LakeTelegram, "places 0");
            await programme.World.Time.Wait(Minutes(1));
            programme.World.Telegram.Press(LakeTelegram.Value, offer, offer.Buttons[0].Data);
            await programme.World.Time.Wait(Minutes(30));
            programme.Text(LakeTelegram, "places 9");
        });
        await programme.Refer();
    }
}

/// <summary>Somebody takes it and gives no sign again, however often asked: it is open again, and the next one has it.</summary>
public sealed class TakenAndNoSignAgain : Story
{
    public override TimeSpan Settles => TimeSpan.FromHours(9);

    public override async Task Play(Programme programme)
    {
        programme.When(DutyTelegram, async (alert, before) =>
        {
            if (before > 0) return;
            await programme.World.Time.Wait(Minutes(1));
            programme.Take(DutyTelegram, alert);
        });
        programme.Takes(BackupSms, Minutes(3));
        programme.Takes(AuthoritySms, Minutes(3));
        await programme.Refer("immediate");
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        programme.World.Facts.Each<Referral>().Where(one => one.State.TakenBy?.Value == "north-duty").Select(one => $"{one.State.Reference} is still with somebody who gives no sign.");
}
