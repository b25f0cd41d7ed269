using System.Text;
using System.Text.Json;
using CsCheck;
using ServerlessAssist.Functions.Webhooks;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;
using Twilio.Security;

namespace ServerlessAssist.Tests.Protocols;

/// <summary>The wire protocols, checked by clients that are not ours.</summary>
public sealed class OracleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Segments_are_counted_as_twilios_calculator_counts_them()
    {
        var units = Gen.OneOf(Gen.Char['a', 'z'], Gen.Char["@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ÄÖÑÜ§¿äöñüà\n"], Gen.Char["^{}\\[~]|€"]);
        var texts = new List<string>();
        Gen.Select(units.Array[0, 500], Gen.Char["aëçшщ’"].Array[0, 2], (plain, other) => new string(plain) + new string(other)).Sample(text => { lock (texts) texts.Add(text); }, iter: 400, threads: 1);
        texts.AddRange([new string('a', 160), new string('a', 161), new string('a', 152) + "€" + new string('a', 20), new string('ш', 70), new string('ш', 71), string.Concat(Enumerable.Repeat("😀", 40)), new string('a', 66) + "😀ш" + new string('a', 10)]);
        using var answers = JsonDocument.Parse(await Ask("segments.mjs", texts));
        foreach (var (text, answer) in texts.Zip(answers.RootElement.EnumerateArray()))
        {
            var ours = SmsSegments.Count(text);
            Assert.Equal((answer.GetProperty("encoding").GetString(), Math.Max(1, answer.GetProperty("segments").GetInt32())), (ours.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2", ours.Segments));
        }
    }

    [Fact]
    public async Task Signatures_are_those_of_twilios_own_package()
    {
        var text = Gen.Char[" abcXYZ019+&=%ëш\"'"].Array[0, 20].Select(units => new string(units));
        var cases = new List<(string token, string url, Dictionary<string, string> fields)>();
        Gen.Select(text, Gen.Dictionary(Gen.Char['A', 'z'].Where(char.IsLetter).Array[1, 8].Select(units => new string(units)), text)[0, 8], Gen.Bool, (token, fields, query) =>
            (token: "t" + token, url: "https://assist.example/api/sms" + (query ? "?a=1&b=2" : ""), fields)).Sample(one => { lock (cases) cases.Add(one); }, iter: 200, threads: 1);
        using var answers = JsonDocument.Parse(await Ask("signatures.mjs", cases.Select(one => new { one.token, one.url, one.fields })));
        foreach (var (one, answer) in cases.Zip(answers.RootElement.EnumerateArray()))
        {
            Assert.Equal(answer.GetString(), TwilioStandIn.Sign(one.token, one.url, one.fields));
            Assert.True(new RequestValidator(one.token).Validate(one.url, one.fields, answer.GetString()!));
        }
    }

    [Fact]
    public async Task What_organisations_systems_are_sent_is_verified_by_standard_webhooks_own_package()
    {
        var now = TimeProvider.System.GetUtcNow();
        var cases = Enumerable.Range(0, 40).Select(at =>
        {
            var (secret, other, id, body) = (WebhookSignature.NewSecret(), WebhookSignature.NewSecret(), $"msg_0123456789ab_{at}", WebhookPayload.Of(new WebhookDelivery("", WebhookEventTypes.Taken, "RA-7F3K-9", "taken", now, WebhookDeliveryState.Sending, 0, 0, null, null, null)));
            var signature = WebhookSignature.Of(at % 2 == 0 ? [secret] : [other, secret], id, now, body);
            return (secret, id, timestamp: now.ToUnixTimeSeconds(), body: Encoding.UTF8.GetString(body), signature: at % 4 == 3 ? signature[..^5] + "AAAA=" : signature, isGood: at % 4 != 3);
        }).ToList();
        using var answers = JsonDocument.Parse(await Ask("webhooks.mjs", cases.Select(one => new { one.secret, one.id, one.timestamp, one.body, one.signature })));
        foreach (var (one, answer) in cases.Zip(answers.RootElement.EnumerateArray()))
        {
            Assert.Equal(one.isGood, answer.GetProperty("isTaken").GetBoolean());
            Assert.Equal(one.isGood, one.signature.Split(' ').Contains(answer.GetProperty("signature").GetString()));
        }
    }

    [Fact]
    public async Task Twilios_own_client_talks_to_the_stand_in()
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var carriers = await CarrierHost.Start(clock, new Phones(), SandboxSystem.Account, SandboxSystem.BotToken, Stop);
        await carriers.Twilio.Receive("+355690000077", "STOP");
        using var said = JsonDocument.Parse(await Oracles.Ask("twilio-client.mjs", carriers.Address.ToString().TrimEnd('/'), SandboxSystem.Account.Sid, SandboxSystem.Account.AuthToken, SandboxSystem.OurNumber, "+355690000011", "+355690000077"));
        var root = said.RootElement;
        Assert.StartsWith("SM", root.GetProperty("sid").GetString(), StringComparison.Ordinal);
        Assert.Equal((true, "1", "outbound-api", true, "https://assist.example/api/sms"), (root.GetProperty("same").GetBoolean(), root.GetProperty("segments").GetString(), root.GetProperty("direction").GetString(), root.GetProperty("dated").GetBoolean(), root.GetProperty("smsUrl").GetString()));
        Assert.Equal([21211, 21602, 21606, 21617, 21610, 20003], root.GetProperty("errors").EnumerateObject().Select(one => one.Value.GetInt32()));
    }

    [Fact]
    public async Task Grammy_talks_to_the_stand_in()
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var carriers = await CarrierHost.Start(clock, new Phones(), SandboxSystem.Account, SandboxSystem.BotToken, Stop);
        (carriers.Telegram.Chats["500"], carriers.Telegram.Chats["501"], carriers.Telegram.Blocked["501"]) = (0, 0, 0);
        using var said = JsonDocument.Parse(await Oracles.Ask("telegram-client.mjs", carriers.Address.ToString().TrimEnd('/'), SandboxSystem.BotToken, "500", "501"));
        var root = said.RootElement;
        Assert.Equal((true, "Hello", "private", "Done", "https://assist.example/api/telegram"), (root.GetProperty("isBot").GetBoolean(), root.GetProperty("sent").GetString(), root.GetProperty("chat").GetString(), root.GetProperty("edited").GetString(), root.GetProperty("webhook").GetString()));
        Assert.Equal([400, 400, 400, 403, 400, 400, 400, 400, 401], root.GetProperty("errors").EnumerateObject().Select(one => one.Value[0].GetInt32()));
    }

    private static async Task<string> Ask<T>(string script, IEnumerable<T> cases)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(cases), Stop);
            return await Oracles.Ask(script, file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
