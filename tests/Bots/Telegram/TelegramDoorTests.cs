using System.Diagnostics.Metrics;
using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Telegram;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

/// <summary>What stands at the webhook's door: secrets, sizes, encodings, broken and hostile bodies.</summary>
public sealed class TelegramDoorTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("", null, false)]
    [InlineData("8c1f", null, false)]
    [InlineData(Secret + "7", null, false)]
    [InlineData("8c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a39278c1f0b6e5d4a3926", null, false)]
    [InlineData("8C1F0B6E5D4A39278C1F0B6E5D4A39278C1F0B6E5D4A39278C1F0B6E5D4A3927", null, false)]
    [InlineData(Secret, null, true)]
    [InlineData(OldSecret, null, false)]
    [InlineData(OldSecret, "", false)]
    [InlineData("", "", false)]
    [InlineData(OldSecret, OldSecret, true)]
    [InlineData(Secret, OldSecret, true)]
    public async Task Only_who_knows_a_secret_is_read(string? given, string? previous, bool isTelegram)
    {
        var telegram = new TelegramFixture(On(previous: previous));
        var request = Request(Encoding.UTF8.GetBytes(Said("\"text\":\"x\"")), given);
        if (!isTelegram) request.Body = new Untouchable();

        var received = await telegram.Inbound.Read(request, TestContext.Current.CancellationToken);

        if (isTelegram) Assert.IsType<Received.Message>(received);
        else Assert.Equal(new Received.Refused(401, "secret"), received);
    }

    [Fact]
    public async Task A_secret_given_twice_is_refused()
    {
        var request = Request("{}");
        request.Headers.Append(TelegramInbound.SecretHeader, Secret);

        Assert.Equal(new Received.Refused(401, "secret"), await new TelegramFixture().Inbound.Read(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_token_there_is_no_such_place() =>
        Assert.Equal(new Received.Refused(404, "off"), await new TelegramFixture(new TelegramSettings { Secret = Secret }).Read("{}"));

    [Fact]
    public async Task A_refusal_is_counted_by_channel_and_reason()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Name: "webhooks.refused", Meter.Name: "ServerlessAssist" }) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (counted) counted.Add(value + " " + string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")));
        });
        listener.Start();

        await new TelegramFixture().Inbound.Read(Request("{}", "no"), TestContext.Current.CancellationToken);

        lock (counted) Assert.Contains("1 channel=Telegram reason=secret", counted);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json-patch+json")]
    [InlineData("application")]
    [InlineData("")]
    public async Task What_does_not_call_itself_json_is_refused(string contentType) =>
        Assert.Equal(new Received.Refused(415, "content-type"), await new TelegramFixture().Inbound.Read(Request("{}"u8.ToArray(), contentType: contentType), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("")]
    public async Task What_is_compressed_is_refused_unread(string encoding)
    {
        var request = Request("{}");
        request.Headers.ContentEncoding = encoding;
        request.Body = new Untouchable();

        var received = await new TelegramFixture().Inbound.Read(request, TestContext.Current.CancellationToken);

        Assert.Equal(new Received.Refused(415, "content-encoding"), received);
    }

    [Fact]
    public async Task A_body_of_64_KiB_is_read_and_one_byte_more_is_not()
    {
        var telegram = new TelegramFixture();
        var body = Said("\"text\":\"x\"");
        var full = body + new string(' ', TelegramInbound.MaxBody - body.Length);

        Assert.IsType<Received.Message>(await telegram.Read(full));
        Assert.Equal(new Received.Refused(413, "too-large"), await telegram.Read(full + " "));
    }

    [Fact]
    public async Task An_endless_body_is_read_no_further_than_the_limit()
    {
        var request = Request("");
        var endless = new Endless();
        request.Body = endless;

        Assert.Equal(new Received.Refused(413, "too-large"), await new TelegramFixture().Inbound.Read(request, TestContext.Current.CancellationToken));
        Assert.Equal(TelegramInbound.MaxBody + 1, endless.Given);
    }

    [Fact]
    public async Task A_length_over_the_limit_is_refused_unread()
    {
        var request = Request("{}");
        request.ContentLength = TelegramInbound.MaxBody + 1;
        request.Body = new Untouchable();

        Assert.Equal(new Received.Refused(413, "too-large"), await new TelegramFixture().Inbound.Read(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_caller_who_goes_away_is_refused()
    {
        var request = Request("{}");
        request.Body = new Broken();

        Assert.Equal(new Received.Refused(400, "incomplete"), await new TelegramFixture().Inbound.Read(request, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_body_is_refused_as_unreadable(string what, byte[] body)
    {
        var received = await new TelegramFixture().Inbound.Read(Request(body), TestContext.Current.CancellationToken);

        Assert.True(received is Received.Refused { Status: 400, Why: "unreadable" }, $"{what}: {received}");
    }

    public static TheoryData<string, byte[]> Hostile()
    {
        var whole = Said("\"text\":\"x\"");
        var rows = new TheoryData<string, byte[]>();
        foreach (var (what, body) in new[]
        {
            ("empty", ""), ("truncated", whole[..^5]), ("two documents", whole + whole), ("trailing comma", """{"update_id":1,}"""), ("comment", """{"update_id":1/* */}"""),
            ("null", "null"), ("array", "[]"), ("number", "7"), ("no update id", "{}"), ("update id as text", """{"update_id":"1"}"""), ("update id too large", """{"update_id":99999999999999999999}"""),
            ("message as number", """{"update_id":1,"message":5}"""), ("text as object", Said("\"text\":{}")), ("text as number", Said("\"text\":5")), ("chat as list", """{"update_id":1,"message":{"message_id":1,"chat":[]}}"""),
            ("chat null", """{"update_id":1,"message":{"message_id":1,"chat":null}}"""), ("message id with fraction", """{"update_id":1,"message":{"message_id":1.5,"chat":{"id":1,"type":"private"}}}"""),
            ("deep", """{"update_id":1,"x":""" + new string('[', 16) + new string(']', 16) + "}"), ("very deep", new string('[', 60_000)), ("deep in a message", Said("\"x\":" + string.Concat(Enumerable.Repeat("{\"x\":", 15)) + "1" + new string('}', 15))),
            ("key twice", """{"update_id":1,"update_id":2}"""), ("text twice", Said("\"text\":\"x\",\"text\":\"y\"")), ("text twice, once escaped", Said("\"text\":\"x\",\"te\\u0078t\":\"y\"")),
            ("lone high surrogate", Said("\"text\":\"\\ud800\"")), ("lone low surrogate", Said("\"text\":\"a\\udc00b\"")), ("raw control character", Said("\"text\":\"a\0b\"")), ("raw line feed", Said("\"text\":\"a\nb\"")),
            ("lone surrogate in a caption", Said("\"photo\":[],\"caption\":\"\\udfff\"")), ("lone surrogate in a key", Said("\"\\ud800\":1,\"text\":\"x\"")),
        })
            rows.Add(what, Encoding.UTF8.GetBytes(body));
        rows.Add("broken UTF-8", [.. Encoding.UTF8.GetBytes(Said("\"text\":\"")[..^2]), 0xC3, 0x28, (byte)'"', (byte)'}', (byte)'}']);
        rows.Add("surrogate in UTF-8", [.. Encoding.UTF8.GetBytes(Said("\"text\":\"")[..^2]), 0xED, 0xA0, 0x80, (byte)'"', (byte)'}', (byte)'}']);
        rows.Add("UTF-16", Encoding.Unicode.GetBytes(whole));
        rows.Add("bytes", [0, 1, 2, 255]);
        return rows;
    }

    [Fact]
    public async Task Sixty_thousand_marks_become_a_short_text()
    {
        var received = Assert.IsType<Received.Message>(await new TelegramFixture().Read(Said($"\"text\":\"a{new string('\u0323', 30_000)}\"")));

        Assert.Equal("\u1EA1" + new string('\u0323', 7), received.What.Text);
    }

    [Fact]
    public async Task Any_bytes_are_refused_or_nothing() =>
        await Gen.Byte.Array[0, 200].SampleAsync(async bytes =>
            Assert.True(await Verdict(bytes) is Received.Nothing or Received.Refused { Status: >= 400 and < 500 }), iter: 3_000);

    [Fact]
    public async Task Any_update_with_a_few_bytes_changed_is_read_or_refused_and_never_throws()
    {
        var telegram = new TelegramFixture();
        byte[][] whole = [Encoding.UTF8.GetBytes(Said("\"text\":\"A7F3K-4821\",\"photo\":[{}]")), Encoding.UTF8.GetBytes(Pressed(telegram.Seal.Seal(Chat, "take")))];
        await Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[1, 4]).SampleAsync(async (which, changes) =>
        {
            var bytes = (byte[])whole[which].Clone();
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
            Assert.True(await Verdict(bytes) is Received.Message or Received.Nothing or Received.Refused { Status: 400 });
        }, iter: 3_000);
    }

    private static Task<Received> Verdict(byte[] bytes) => new TelegramFixture().Inbound.Read(Request(bytes), CancellationToken.None);

    /// <summary>A body that must not be read.</summary>
    private sealed class Untouchable : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidOperationException("The body was read.");
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new BadHttpRequestException("Unexpected end of request content.");
    }

    private sealed class Endless : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, 1000);
            buffer.Span[..count].Fill((byte)' ');
            Given += count;
            return ValueTask.FromResult(count);
        }
    }
}
