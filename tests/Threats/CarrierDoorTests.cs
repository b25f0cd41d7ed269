using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Forged, changed and repeated webhooks.</summary>
public sealed class CarrierDoorTests
{
    [Fact]
    public void Every_changed_bit_of_a_text_and_of_its_signature_is_refused_without_a_storage_call() => Stage.Play(async stage =>
    {
        var good = stage.Sms(Programme.BackupSms.Value, "take A7F3K-4821");
        var (read, calls, tried) = (Read(good.Body), stage.StorageCalls, 0);
        for (var at = 0; at < good.Body.Length; at++)
            for (var bit = 0; bit < 8; bit++)
            {
                var body = (byte[])good.Body.Clone();
                body[at] ^= (byte)(1 << bit);
                if (Read(body) == read) continue;       // %2B and %2b are the same plus.
                Assert.InRange((await stage.AskNow(good with { Body = body })).Status, 400, 403);
                tried++;
            }
        var signature = good.Headers[1].Value;
        for (var at = 0; at < signature.Length; at++)
            for (var bit = 0; bit < 7; bit++)
            {
                var other = signature[..at] + (char)(signature[at] ^ (1 << bit)) + signature[(at + 1)..];
                Assert.Equal(403, (await stage.AskNow(good with { Headers = [good.Headers[0], ("X-Twilio-Signature", other)] })).Status);
                tried++;
            }
        Assert.Equal(403, (await stage.AskNow(good with { Path = "/api/sms?a" })).Status);
        Assert.True(tried > 1000);
        Assert.Equal(calls, stage.StorageCalls);
        Assert.Equal(200, (await stage.Ask(good)).Status);
    });

    [Fact]
    public void A_signed_parameter_that_nobody_knows_is_valid() => Stage.Play(async stage =>
        Assert.Equal(200, (await stage.Ask(stage.Sms(Programme.StrangerSms.Value, "hello", ("SomethingNew", "\u00eb\u20ac"), ("", "")))).Status));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData(SandboxSystem.BotSecret + "0")]
    [InlineData(SandboxSystem.BotSecret + " ")]
    [InlineData("sandbox-secret-0123456789-0123456789-012345678")]
    [InlineData("sandbox-secret-0123456789-0123456789-0123456788")]
    [InlineData("Sandbox-secret-0123456789-0123456789-0123456789")]
    public void An_update_without_the_very_secret_is_refused_without_a_storage_call(string? secret) => Stage.Play(async stage =>
    {
        await stage.Minutes(1);     // What the house has read is old by now: whoever came in would cost a request.
        var (update, calls) = (Stage.Message(1, "700000555", "\"text\":\"hi\""), stage.StorageCalls);
        Assert.Equal(401, (await stage.AskNow(Stage.Update(update, secret))).Status);
        Assert.Equal(calls, stage.StorageCalls);
        Assert.Equal(200, (await stage.Ask(Stage.Update(update))).Status);
        Assert.True(stage.StorageCalls > calls);
    });

    [Fact]
    public void A_recorded_text_or_press_that_comes_again_after_a_second_a_week_or_a_year_has_no_second_effect() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        await stage.Minutes(32);
        var backup = stage.Alert(Programme.BackupSms);
        var (text, duty) = (stage.Sms(Programme.BackupSms.Value, Programme.CodeIn(backup)), stage.Alert(Programme.DutyTelegram));
        Assert.Contains("jotja", (await stage.Ask(text)).Text, StringComparison.Ordinal);
        await stage.Ask(stage.Sms(Programme.BackupSms.Value, $"pass {Programme.CodeIn(backup)}"));
        Assert.Null(stage.Referral(reference).State.TakenBy);
        var press = Stage.Update(Stage.Press(11, Programme.DutyTelegram.Value, duty, duty.Buttons[0].Data));
        await stage.Ask(press);
        await stage.Ask(Stage.Update(Stage.Press(12, Programme.DutyTelegram.Value, duty, duty.Buttons[1].Data)));
        Assert.Null(stage.Referral(reference).State.TakenBy);

        // Once while nobody has it, and ever after with somebody else having it.
        await Again();
        Assert.Null(stage.Referral(reference).State.TakenBy);
        await stage.Minutes(32);
        await stage.Ask(stage.Sms(Programme.AuthoritySms.Value, Stage.CodeFor(stage.Referral(reference).State, new("authority"))));
        Assert.Equal("authority", stage.Referral(reference).State.TakenBy?.Value);
        await stage.Minutes(5);
        foreach (var wait in new[] { TimeSpan.FromSeconds(1), TimeSpan.FromDays(8), TimeSpan.FromDays(365) })
        {
            await stage.Later(wait);
            await Again();
        }

        async Task Again()
        {
            await stage.Later(TimeSpan.FromSeconds(1));
            var (version, texts) = (stage.VersionOf(reference), stage.TextsSent);
            await stage.Ask(text);
            await stage.Ask(press);
            await stage.Later(TimeSpan.FromSeconds(20));
            Assert.Equal(version, stage.VersionOf(reference));
            Assert.Equal(texts, stage.TextsSent);
        }
    });

    private static string Read(byte[] body)
    {
        if (!System.Text.Unicode.Utf8.IsValid(body)) return "\0broken";
        var text = new StringBuilder();
        foreach (var pair in new QueryStringEnumerable(Encoding.UTF8.GetString(body))) text.Append(pair.DecodeName().Span).Append('\u0001').Append(pair.DecodeValue().Span).Append('\u0002');
        return text.ToString();
    }
}
