using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>Somebody refers from a phone.</summary>
public abstract class IntakeStory : Story
{
    /// <summary>From the first question to the last, with a second thought about a language.</summary>
    protected static readonly string[] Whole = [PlaceOf("Qafe Prush"), "urgent", "adult", "female", "sq", "bs", "bs", "done", "shelter", "medical", "done", "given", "skip", "send"];

    protected static IEnumerable<Referral> Opened(Programme programme) => programme.World.Facts.Each<Referral>().Select(one => one.State).Where(one => one.Organisation is "social-al" or "point-al");

    protected static IEnumerable<string> OneStands(Programme programme, Address phone)
    {
        if (Opened(programme).ToList() is not [var referral]) return [$"{Opened(programme).Count()} referrals came of it."];
        if (!programme.World.Phone(phone).All.Any(shown => shown.Text.Contains(referral.Reference, StringComparison.Ordinal))) return ["Nobody was told the reference."];
        return referral.Facts is { Region: "al-north", Urgency: Urgency.Urgent, Age: AgeGroup.Adult, Sex: "female", Languages: ["sq"], Needs: ["shelter", "medical"], Consent: true } ? [] : ["It says something else."];
    }

    protected static bool IsDraftOpen(Programme programme) => programme.World.Facts.Each(IntakeRules.Prompt).Any(one => one.Open is not null);
}

/// <summary>By buttons, to the end; whoever is on duty takes it, and she hears of it.</summary>
public sealed class ReferredByButtons : IntakeStory
{
    public override Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.RefersByButtons(SocialTelegram, TimeSpan.FromSeconds(4), Whole);
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        [.. OneStands(programme, SocialTelegram), .. programme.World.Phone(SocialTelegram).All.Any(shown => shown.Text.Contains("was taken", StringComparison.Ordinal)) ? Array.Empty<string>() : ["She never heard that it was taken."]];
}

/// <summary>Left in the middle; hours later an old button and the word that begins go on where it was.</summary>
public sealed class ResumedAfterHours : IntakeStory
{
    public override async Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.RefersByButtons(SocialTelegram, TimeSpan.FromSeconds(4), Whole[..4]);
        await programme.World.Time.Wait(Minutes(100));
        if (programme.World.Phone(SocialTelegram).All.FirstOrDefault(shown => ButtonOf(shown, "routine") is not null) is { } old) programme.World.Telegram.Press(SocialTelegram.Value, old, ButtonOf(old, "routine")!.Data);
        await programme.World.Time.Wait(Minutes(2));
        programme.RefersByButtons(SocialTelegram, TimeSpan.FromSeconds(4), Whole[4..]);
    }

    public override IEnumerable<string> Promises(Programme programme) => OneStands(programme, SocialTelegram);
}

/// <summary>Thrown away by a word when all is ready; a later text is nobody's answer any more, and its buttons are over.</summary>
public sealed class ThrownAway : IntakeStory
{
    public override async Task Play(Programme programme)
    {
        programme.RefersByButtons(OfficerTelegram, TimeSpan.FromSeconds(4), [.. Whole[..^1]]);
        await programme.World.Time.Wait(Minutes(10));
        programme.Text(OfficerTelegram, "HIQ!");
        await programme.World.Time.Wait(Minutes(1));
        programme.Text(OfficerTelegram, "e rritur");
        if (programme.World.Phone(OfficerTelegram).All.LastOrDefault(shown => ButtonOf(shown, "send") is not null) is { } old) programme.World.Telegram.Press(OfficerTelegram.Value, old, ButtonOf(old, "send")!.Data);
        await programme.World.Time.Wait(Minutes(1));
    }

    public override IEnumerable<string> Promises(Programme programme) => Opened(programme).Any() || IsDraftOpen(programme) ? ["It was not thrown away."] : [];
}

/// <summary>By texts: a line with parts missing, the rest, and the word that sends it.</summary>
public sealed class ReferredByTexts : IntakeStory
{
    public override Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.On(SocialSms, shown => shown.Text.StartsWith("Missing", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(20));
            programme.Text(SocialSms, "sq Urgent, F. Consent");
        });
        programme.On(SocialSms, shown => shown.Text.Contains("Right?", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(20));
            programme.Text(SocialSms, "Send");
        });
        programme.Text(SocialSms, "ref qafe prush adult shelter MEDICAL");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Promises(Programme programme) => OneStands(programme, SocialSms);
}

/// <summary>The words that throw it away and that send it come at once, to two processes: one counts, and she is told which.</summary>
public sealed class ThrownAwayAndSentInTheSameInstant : IntakeStory
{
    public override int Processes => 2;

    public override Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.On(SocialSms, shown => shown.Text.Contains("Right?", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(20));
            programme.Text(SocialSms, "discard");
            programme.Text(SocialSms, "SEND!");
        });
        programme.Text(SocialSms, "ref qafe prush adult f urgent sq shelter medical consent");
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        if (IsDraftOpen(programme)) return ["It was neither thrown away nor sent."];
        if (Opened(programme).Any())
            return IsSaidToBeThrownAway(programme) ? ["It was sent, and she was told that nothing was."] : OneStands(programme, SocialSms);
        return IsSaidToBeThrownAway(programme) ? [] : ["It was thrown away, and she was not told."];
    }

    private static bool IsSaidToBeThrownAway(Programme programme) =>
        programme.World.Phone(SocialSms).All.Any(shown => shown.Text.StartsWith("Thrown away", StringComparison.Ordinal));
}

/// <summary>The last button is pressed twice in the same instant, on two processes.</summary>
public sealed class SentTwiceInTheSameInstant : IntakeStory
{
    public override int Processes => 2;

    public override Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.RefersByButtons(SocialTelegram, TimeSpan.FromSeconds(4), Whole[..^1]);
        programme.On(SocialTelegram, shown => ButtonOf(shown, "send") is not null, shown =>
        {
            programme.World.Telegram.Press(SocialTelegram.Value, shown, ButtonOf(shown, "send")!.Data);
            programme.World.Telegram.Press(SocialTelegram.Value, shown, ButtonOf(shown, "send")!.Data);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    public override IEnumerable<string> Promises(Programme programme) => OneStands(programme, SocialTelegram);
}
