using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Carriers;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>One to four referrals, and people who answer, pass on, guess, ignore, lose their phones and give back as they like.</summary>
public sealed class AsTheSeedHasIt(int seed) : Story
{
    private static readonly IReadOnlyList<string> Names = [.. new Phrases().Languages.Select(new Phrases().NameOf)];
    private readonly Random _random = new(seed);

    public override int Processes => 1 + seed % 3;

    public override TimeSpan Settles => TimeSpan.FromHours(17);

    public override async Task Play(Programme programme)
    {
        foreach (var phone in new[] { DutyTelegram, DutySms, BackupSms, CommitteeTelegram, SouthSms }) Behave(programme, phone);
        Behave(programme, AuthoritySms);
        if (_random.Next(2) == 0) programme.Text(NgoTelegram, "/start demo-invite-kukes-00000001");
        if (_random.Next(4) == 0) programme.World.Telegram.Blocked.Add(DutyTelegram.Value);
        if (_random.Next(4) == 0) programme.World.Sms.Off.Add(new[] { BackupSms, DutySms, SouthSms }[_random.Next(3)].Value);
        if (_random.Next(5) == 0) programme.World.Time.In(Minutes(_random.Next(1, 100)), () => programme.Text(new[] { BackupSms, SouthSms, DutySms }[_random.Next(3)], _random.Next(2) == 0 ? "STOP" : "START"));
        if (_random.Next(4) == 0) programme.World.Time.In(Minutes(_random.Next(1, 100)), () => programme.Text(StrangerSms, "who is this?"));
        if (_random.Next(5) == 0) programme.World.Time.In(Minutes(_random.Next(1, 100)), () => programme.World.Sms.SlowUntil = programme.World.Time.Now + Minutes(_random.Next(2, 12)));
        if (_random.Next(4) == 0) _ = ChangeTheirMind(programme);
        if (_random.Next(4) == 0) _ = ReferFromPhones(programme);
        await Task.WhenAll(Enumerable.Range(0, _random.Next(1, 5)).Select(_ => ReferSome(programme)));
    }

    private async Task ReferSome(Programme programme)
    {
        var (after, urgency, region, age) = (Minutes(_random.Next(0, 90)), new[] { "immediate", "urgent", "routine" }[_random.Next(3)], _random.Next(3) == 0 ? "al-south" : "al-north", _random.Next(4) == 0 ? "child" : "adult");
        await programme.World.Time.Wait(after);
        await programme.Refer(urgency, region, age);
    }

    /// <summary>By buttons with a change of mind on the way, or by texts in two parts, one of them sent twice perhaps.</summary>
    private async Task ReferFromPhones(Programme programme)
    {
        await programme.World.Time.Wait(Minutes(_random.Next(0, 60)));
        string[] end = _random.Next(3) == 0 ? ["back", "back", "given", "send"] : _random.Next(3) == 0 ? ["drop"] : ["send"];
        programme.RefersByButtons(OfficerTelegram, TimeSpan.FromSeconds(_random.Next(2, 40)), [PlaceOf("Qafe Prush"), "immediate", "child", "male", "en", "sq", "en", "done", "medical", "done", "given", "skip", .. end]);
        programme.On(SocialSms, shown => shown.Text.StartsWith("Missing", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(_random.Next(5, 600)));
            programme.Text(SocialSms, "papers sq f consent");
        });
        programme.On(SocialSms, shown => shown.Text.Contains("Right?", StringComparison.Ordinal), async _ =>
        {
            await programme.World.Time.Wait(TimeSpan.FromSeconds(_random.Next(5, 600)));
            programme.Text(SocialSms, _random.Next(6) == 0 ? "discard" : "Send");
            if (_random.Next(3) == 0) programme.Text(SocialSms, "SEND!");
        });
        programme.Text(SocialSms, "ref an adult urgent");
    }

    /// <summary>More commands on one stream than its state remembers.</summary>
    private async Task ChangeTheirMind(Programme programme)
    {
        await programme.World.Time.Wait(Minutes(_random.Next(1, 60)));
        for (var times = 0; times < 14; times++)
        {
            programme.Text(AuthoritySms, Names[times % Names.Count]);
            await programme.World.Time.Wait(TimeSpan.FromSeconds(_random.Next(5, 60)));
        }
    }

    private void Behave(Programme programme, Address phone) => programme.When(phone, async (alert, before) =>
    {
        await programme.World.Time.Wait(TimeSpan.FromSeconds(_random.Next(5, 1200)));
        switch (_random.Next(10))
        {
            case < 4:
                programme.Take(phone, alert);
                break;
            case 4 or 5:
                programme.PassOn(phone, alert);
                break;
            case 6 or 9:
                await TakeAndGiveBack(programme, phone, alert);
                break;
            case 7 when phone.Channel == ChannelKind.Sms:
                programme.Text(phone, $"{CodeIn(alert)[..5]}0000");
                break;
            case 8:
                programme.Take(phone, alert);
                programme.Take(phone, alert);
                break;
        }
    });

    private async Task TakeAndGiveBack(Programme programme, Address phone, Shown alert)
    {
        programme.Take(phone, alert);
        await programme.World.Time.Wait(TimeSpan.FromSeconds(_random.Next(2) == 0 ? _random.Next(1, 10) : _random.Next(1, 600)));
        programme.PassOn(phone, alert);
    }
}
