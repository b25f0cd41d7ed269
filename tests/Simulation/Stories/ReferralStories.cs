using System.Text;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Carriers;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>Whoever is on duty takes it by a button; the NGO, which joined by its invitation, is told.</summary>
public sealed class TakenByAButton : Story
{
    public override async Task Play(Programme programme)
    {
        programme.Text(NgoTelegram, "/start demo-invite-kukes-00000001");
        await programme.World.Time.Wait(Minutes(1));
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(CommitteeTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer();
    }
}

/// <summary>On duty nobody answers; the backup texts the code.</summary>
public sealed class TakenByTheCode : Story
{
    public override async Task Play(Programme programme)
    {
        programme.Takes(BackupSms, Minutes(3));
        programme.Takes(AuthoritySms, Minutes(3));
        await programme.Refer("immediate");
    }
}

/// <summary>Nobody answers at any level, until the authority does at last.</summary>
public sealed class NobodyAnswers : Story
{
    public override async Task Play(Programme programme)
    {
        programme.When(AuthoritySms, async (alert, before) =>
        {
            if (before < 3) return;
            await programme.World.Time.Wait(Minutes(1));
            programme.Take(AuthoritySms, alert);
        });
        await programme.Refer("immediate");
    }
}

/// <summary>Nobody ever answers.</summary>
public sealed class NobodyEverAnswers : Story
{
    public override Task Play(Programme programme) => programme.Refer("urgent");
}

/// <summary>Each passes it on; the committee takes it.</summary>
public sealed class PassedOn : Story
{
    public override async Task Play(Programme programme)
    {
        programme.PassesOn(DutyTelegram, Minutes(1));
        programme.PassesOn(BackupSms, Minutes(1));
        programme.Takes(CommitteeTelegram, Minutes(1));
        programme.Takes(AuthoritySms, Minutes(5));
        await programme.Refer();
    }
}

/// <summary>Two take it in the same instant, on two processes.</summary>
public sealed class TwoTakeItAtOnce : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        var first = new TaskCompletionSource<Shown>();
        programme.When(DutyTelegram, (alert, _) =>
        {
            first.TrySetResult(alert);
            return Task.CompletedTask;
        });
        programme.When(BackupSms, async (alert, _) =>
        {
            var other = await first.Task;
            programme.Take(BackupSms, alert);
            programme.Take(DutyTelegram, other);
        });
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer("immediate");
    }
}

/// <summary>Somebody guesses codes by SMS and is shut out; the right one then takes it by the button of another level.</summary>
public sealed class CodesAreGuessed : Story
{
    public override async Task Play(Programme programme)
    {
        programme.When(BackupSms, async (alert, before) =>
        {
            if (before > 0) return;
            var code = CodeIn(alert);
            for (var guess = 0; guess < 7; guess++)
            {
                await programme.World.Time.Wait(TimeSpan.FromSeconds(20));
                programme.Text(BackupSms, $"{code[..6]}{(int.Parse(code[6..], System.Globalization.CultureInfo.InvariantCulture) + 1 + guess) % 10_000:D4}");
            }
            programme.Text(BackupSms, code);
        });
        programme.Takes(CommitteeTelegram, Minutes(1));
        programme.Takes(AuthoritySms, Minutes(1));
        await programme.Refer("immediate");
    }
}

/// <summary>Whoever is on duty has blocked the bot and texted STOP; the next level is alerted at once. START brings texts back.</summary>
public sealed class OnDutyCannotBeReached : Story
{
    public override async Task Play(Programme programme)
    {
        programme.World.Telegram.Blocked.Add(DutyTelegram.Value);
        programme.Text(DutySms, "STOP");
        await programme.World.Time.Wait(Minutes(5));
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(DutySms, Minutes(1));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer();
        await programme.World.Time.Wait(Minutes(60));
        programme.Text(DutySms, "START");
        await programme.World.Time.Wait(Minutes(5));
        await programme.Refer();
    }
}

/// <summary>The backup's phone is off: the carrier says so, and the committee is alerted without waiting.</summary>
public sealed class APhoneIsOff : Story
{
    public override async Task Play(Programme programme)
    {
        programme.World.Sms.Off.Add(BackupSms.Value);
        programme.Takes(CommitteeTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer("immediate");
    }
}

/// <summary>Taken by a forged text; the owner of the number gives it back, and it goes on.</summary>
public sealed class GivenBack : Story
{
    public override async Task Play(Programme programme)
    {
        programme.When(SouthSms, async (alert, before) =>
        {
            if (before > 0) return;
            await programme.World.Time.Wait(Minutes(1));
            programme.Take(SouthSms, alert);
            await programme.World.Time.Wait(Minutes(12));
            programme.PassOn(SouthSms, alert);
        });
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer("urgent", "al-south");
    }
}

/// <summary>The carrier of texts asks for patience while the next level is alerted; before the text leaves, somebody has taken it.</summary>
public sealed class TakenWhileATextWaits : Story
{
    public override async Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(13));
        programme.Takes(AuthoritySms, Minutes(2));
        programme.World.Time.In(Minutes(9), () => programme.World.Sms.SlowUntil = programme.World.Time.Now + Minutes(10));
        await programme.Refer("immediate");
    }
}

/// <summary>Taken and given back within seconds, and taken by the next.</summary>
public sealed class TakenAndGivenBackAtOnce : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        programme.When(DutyTelegram, async (alert, before) =>
        {
            if (before > 0) return;
            programme.Take(DutyTelegram, alert);
            await programme.World.Time.Wait(TimeSpan.FromSeconds(4));
            programme.PassOn(DutyTelegram, alert);
        });
        programme.Takes(BackupSms, TimeSpan.FromSeconds(5));
        programme.Takes(AuthoritySms, Minutes(2));
        await programme.Refer();
    }
}

/// <summary>A child, sent as routine, three times at once with one key, and once with that key and another body.</summary>
public sealed class TheSameReferralAgain : Story
{
    public override int Processes => 2;

    public override async Task Play(Programme programme)
    {
        programme.Takes(DutyTelegram, Minutes(20));
        programme.Takes(AuthoritySms, Minutes(2));
        await Task.WhenAll(programme.Refer("routine", age: "child", key: "the-same-key"), programme.Refer("routine", age: "child", key: "the-same-key"), programme.Refer("routine", age: "child", key: "the-same-key"));
        await programme.TryRefer("the-same-key", Body("immediate", "al-north", "child"));
    }

    public override IEnumerable<string> Promises(Programme programme) =>
        programme.World.Facts.Each<Referral>().Where(one => one.State.Facts!.Urgency != Urgency.Urgent).Select(one => $"A child's referral is {one.State.Facts!.Urgency}.");
}

/// <summary>A people file with a hundred coordinators: twelve on duty, all of them at the top, more than a transaction holds.</summary>
public sealed class ManyOnDuty : Story
{
    public override async Task Prepare(Programme programme)
    {
        var file = People();
        foreach (var at in Enumerable.Range(0, 100)) programme.World.Telegram.Chats.Add(Chat(at));
        await programme.Load(file);
    }

    public override async Task Play(Programme programme)
    {
        programme.When(new Address(ChannelKind.Telegram, Chat(99)), async (alert, _) =>
        {
            await programme.World.Time.Wait(Minutes(3));
            programme.Take(new Address(ChannelKind.Telegram, Chat(99)), alert);
        });
        await programme.Refer("immediate", "wide");
    }

    private static string Chat(int at) => (710000000 + at).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static byte[] People()
    {
        var all = string.Join(',', Enumerable.Range(0, 100).Select(at => $$"""{"id":"wide-{{at}}","role":"regional-coordinator","organisation":"mission-al","regions":["wide"],"language":"en","callName":"Wide {{at}}","channels":[{"kind":"telegram","address":"{{Chat(at)}}"}]}"""));
        var duty = string.Join(',', Enumerable.Range(0, 12).Select(at => $$"""{"staff":"wide-{{at}}","from":"2026-01-01T00:00:00Z","until":"2036-01-01T00:00:00Z"}"""));
        var authority = string.Join(',', Enumerable.Range(0, 100).Select(at => $"\"wide-{at}\""));
        return Encoding.UTF8.GetBytes($$"""
            {"organisations":[{"id":"ngo-kukes","apiKeySha256":"5af99835131859185ada5e7772e35d2680e0b32b0c356083dece50d8766df468"},{"id":"mission-al"}],
             "regions":[{"id":"wide","label":{"en":"Wide","sq":"Gjere"},"country":"AL","timeZone":"Europe/Tirane","points":["Kakavija"],"escalateAfterMinutes":{"immediate":10,"urgent":30,"routine":240},
               "onDuty":[{{duty}}],"backup":[],"committee":[],"authority":[{{authority}}]}],
             "staff":[{{all}},{"id":"operations","role":"administrator","organisation":"mission-al","regions":[],"language":"en","channels":[{"kind":"sms","address":"+355690000019"}]}]}
            """);
    }
}
