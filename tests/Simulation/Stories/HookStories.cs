using System.Text.Json;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Simulation.Carriers;
using static ServerlessAssist.Simulation.Stories.Programme;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>A hotline refers, somebody takes it, it is closed; its own system, which fails, keeps silent and asks for patience, hears of all of it.</summary>
public sealed class AHotlinesSystemHearsOfIt : Story
{
    public override int Processes => 2;

    /// <summary>What was tried five times in vain waits for six hours.</summary>
    public override TimeSpan Settles => TimeSpan.FromHours(12);

    public override async Task Prepare(Programme programme)
    {
        await programme.Load();
        var answer = await programme.Call("PUT", "webhook", HotlineKey, $$"""{"address":"{{Hotline.Address}}","events":["opened","taken","closed"]}""");
        programme.World.Hotline.Secrets.Add(JsonDocument.Parse(answer.Text).RootElement.GetProperty("secret").GetString()!);
    }

    public override async Task Play(Programme programme)
    {
        programme.World.Hotline.Mood = before => before switch { 0 => new CarrierReply(500, ""), 1 => Hotline.Silence, 2 => new CarrierReply(429, "", 120), _ => new CarrierReply(204, "") };
        programme.Takes(DutyTelegram, Minutes(2));
        programme.Takes(BackupSms, Minutes(2));
        programme.Takes(AuthoritySms, Minutes(2));
        var reference = await programme.Refer(system: HotlineKey);
        var isTaken = false;
        while (!isTaken)
        {
            await programme.World.Time.Wait(Minutes(4));
            isTaken = programme.World.Facts.Each<Referral>().Any(one => one.State.Reference == reference && one.State.TakenBy is not null);
        }
        await programme.Call("POST", $"referrals/{reference}/close", Mission, """{"reason":"completed"}""");
    }

    public override IEnumerable<string> Promises(Programme programme)
    {
        var hook = programme.World.Facts.Each<Subscription>().Single().State;
        foreach (var (stream, referral) in programme.World.Facts.Each<Referral>())
            foreach (var type in WebhookEventTypes.All)
            {
                var (happened, noted) = (Invariants.Happened(programme.World.Facts.Events[stream], type), hook.Notices.Count(one => one.Reference == referral.Reference && one.Type == type));
                if (happened == 0) yield return $"{referral.Reference} was never {type}.";
                if (happened != noted) yield return $"{referral.Reference} was {type} {happened} times, and {noted} of it were noted.";
            }
        foreach (var notice in hook.Notices.Where(one => one.State != WebhookDeliveryState.Delivered)) yield return $"{notice.Id} is {notice.State} ({notice.Answer}).";
    }
}
