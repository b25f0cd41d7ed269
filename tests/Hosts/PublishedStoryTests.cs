using System.Text;
using Google.Protobuf;
using ServerlessAssist.Published.Protocol;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Scenarios;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>From the carrier through the host and the published worker to the phone, and what the host gets to see of it.</summary>
[Collection(PublishedCollection.Name)]
public sealed class PublishedStoryTests(PublishedSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_text_is_answered_on_the_phone_and_one_with_a_forged_signature_is_refused()
    {
        var text = await system.Carriers.Twilio.Receive(Story.DutySms.Value, "HELP");
        await system.Sees(Story.DutySms, "");
        Assert.NotNull(text);
        using var forged = await system.Carriers.Twilio.Post(
            $"{SandboxSystem.PublicAddress}/api/sms", new Dictionary<string, string> { ["From"] = Story.DutySms.Value }, "not-the-token");
        Assert.Equal(403, (int)forged.StatusCode);
    }

    [Fact]
    public async Task A_referral_is_alerted_on_a_phone_and_taken_there()
    {
        var reference = await system.Refer("urgent");
        var alert = await system.Sees(Story.DutyTelegram, reference);
        await system.Carriers.Telegram.Press(Story.DutyTelegram.Value, alert.Id, alert.Buttons[0][0].Data).WaitAsync(TimeSpan.FromSeconds(30), Stop);
        await system.Sees(Story.DutyTelegram, $"{reference} is yours");
    }
}
