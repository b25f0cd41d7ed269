using ServerlessAssist.Sandbox;
using ServerlessAssist.Tests.Scenarios;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>From the carrier through the host and the published worker to the phone, and what the host gets to see of it.</summary>
[Collection(PublishedCollection.Name)]
public sealed class PublishedStoryTests(PublishedSystem system)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_text_is_answered_and_one_with_a_forged_signature_is_refused()
    {
        var text = await system.Carriers.Twilio.Receive(Story.DutySms.Value, "HELP");
        Assert.Contains(
            system.Carriers.Twilio.Messages,
            one => one.Direction == "outbound-reply" && one.To == Story.DutySms.Value && one.Order > text.Order && one.Body.Length > 0);
        var fields = new Dictionary<string, string> { ["From"] = Story.DutySms.Value };
        using var forged = await system.Carriers.Twilio.Post($"{SandboxSystem.PublicAddress}/api/sms", fields, "not-the-token");
        Assert.Equal(403, (int)forged.StatusCode);
    }

    [Fact]
    public async Task A_referral_is_alerted_by_telegram_and_taken_by_its_button()
    {
        // Whoever has two channels is alerted on the one last written from.
        await system.Carriers.Telegram.Write(Story.DutyTelegram.Value, "/help").WaitAsync(Limit, Stop);
        var reference = await system.Refer("urgent");
        var alert = await system.Sees(Story.DutyTelegram, reference);
        await system.Carriers.Telegram.Press(Story.DutyTelegram.Value, alert.Id, alert.Buttons[0][0].Data).WaitAsync(Limit, Stop);
        await system.Sees(Story.DutyTelegram, $"{reference} is yours");
    }

    [Fact]
    public async Task Nothing_of_a_story_nor_a_key_is_told_to_the_host_or_written_to_the_console()
    {
        var before = system.Host.Responses.Count;
        var reference = await system.Refer("immediate", "al-south");
        var alert = await system.Sees(Story.SouthSms, reference);
        await system.Carriers.Twilio.Receive(Story.SouthSms.Value, Story.CodeIn(alert));
        await system.Sees(Story.SouthSms, "eshte jotja");
        await system.Carriers.Twilio.Receive(Story.StrangerSms.Value, "a markertext of mine\r\nERROR forged: line");
        await system.Carriers.Telegram.Write(Story.DutyTelegram.Value, "another markertext").WaitAsync(Limit, Stop);
        string[] routes =
        [
            $"v1/referrals/{reference}?code={SandboxSystem.FunctionKey}&name=marker", $"operations/keys?code={SandboxSystem.MasterKey}",
            $"v1/referrals/marker?code={SandboxSystem.FunctionKey}", $"operations/chain/marker?code={SandboxSystem.MasterKey}", "marker",
        ];
        (string, string)[] headers = [("X-Api-Key", Story.NgoKey), ("User-Agent", "marker")];
        foreach (var route in routes)
        {
            using var answer = await system.Call(HttpMethod.Get, route, null, headers: headers);
        }

        string[] markers =
        [
            "marker", "Marker", "forged", "Morina", "Kakavija", "shelter", "medical", "front desk", reference, Story.CodeIn(alert), "jotja",
            "code=", Story.NgoKey, SandboxSystem.FunctionKey, SandboxSystem.MasterKey, SandboxSystem.BotToken, SandboxSystem.BotSecret,
            SandboxSystem.Account.AuthToken,
            .. TestKeys.Settings.Values.OfType<string>(),
            .. from phone in new[] { Story.SouthSms, Story.StrangerSms, Story.DutyTelegram, Story.DutySms }
               select phone.Value.TrimStart('+'),
        ];
        Assert.DoesNotContain("", markers);
        Assert.True(system.Host.Responses.Count - before >= 7, "Too little was done.");
        Assert.NotEmpty(system.Host.Logs);
        foreach (var text in system.Host.Told())
            foreach (var marker in markers) Assert.DoesNotContain(marker, text, StringComparison.Ordinal);
    }
}
