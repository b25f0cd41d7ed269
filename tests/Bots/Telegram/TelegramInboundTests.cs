using System.Diagnostics.Metrics;
using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Bots.Telegram.TelegramFixture;

namespace ServerlessAssist.Tests.Bots.Telegram;

public sealed class TelegramInboundTests
{
    private const string Person = """{"id":5000001,"is_bot":false,"first_name":"A"}""";
    private const string Private = """{"id":5000001,"type":"private","first_name":"A"}""";

    private static string Said(string content) => $$$"""{"update_id":7,"message":{"message_id":11,"date":1772366400,"from":{{{Person}}},"chat":{{{Private}}},{{{content}}}}}""";

    private static string Pressed(string data, string from = Person, string chat = Private, int date = 1772366400, string id = "4382bfdwdsb323b2d9") =>
        $$$$"""{"update_id":8,"callback_query":{"id":"{{{{id}}}}","from":{{{{from}}}},"chat_instance":"1","data":"{{{{data}}}}","message":{"message_id":99,"date":{{{{date}}}},"chat":{{{{chat}}}},"text":"x"}}}""";

    [Theory]
    [InlineData("""
        "text":"7F3K-4821"
        """, "7F3K-4821")]
    [InlineData("""
        "text":"/start kJ8s_Invite-0000000000","entities":[{"type":"bot_command","offset":0,"length":6}]
        """, "/start kJ8s_Invite-0000000000")]
    [InlineData("""
        "text":"\u202Ee\u0308\u0000\nx"
        """, "\u00EB\nx")]
    [InlineData("""
        "text":"as is","forward_origin":{"type":"user","date":1,"sender_user":{"id":1,"is_bot":true,"first_name":"B"}},"a_field_of_next_year":{"x":[1,2]}
        """, "as is")]
    [InlineData("""
        "photo":[{"file_id":"a","file_unique_id":"b","width":1,"height":1}],"caption":"help"
        """, "help")]
    [InlineData("""
        "document":{"file_id":"a","file_unique_id":"b"}
        """, "")]
    [InlineData("""
        "location":{"latitude":1.5,"longitude":2.5}
        """, "")]
    public async Task What_a_person_says_is_read(string content, string text)
    {
        var received = await new TelegramFixture().Read(Said(content));

        Assert.Equal(new Received.Message(new InboundMessage("telegram:7:11", Phone, text, null, null, Now)), received);
    }

    [Theory]
    [InlineData("an edited message", """{"update_id":7,"edited_message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":false},"text":"x"}}""")]
    [InlineData("a channel's post", """{"update_id":7,"channel_post":{"message_id":11,"date":1,"chat":{"id":-1005,"type":"channel"},"text":"x"}}""")]
    [InlineData("a group", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":-5,"type":"group"},"from":{"id":5000001,"is_bot":false},"text":"x"}}""")]
    [InlineData("a supergroup", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":-1005,"type":"supergroup"},"from":{"id":5000001,"is_bot":false},"text":"x"}}""")]
    [InlineData("a bot", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":true},"text":"x"}}""")]
    [InlineData("somebody else in a chat", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000002,"is_bot":false},"text":"x"}}""")]
    [InlineData("nobody", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"text":"x"}}""")]
    [InlineData("Telegram itself", """{"update_id":7,"message":{"message_id":11,"date":1,"chat":{"id":5000001,"type":"private"},"from":{"id":5000001,"is_bot":false},"pinned_message":{"message_id":3}}}""")]
    [InlineData("a kind of next year", """{"update_id":7,"telepathy":{"message_id":11}}""")]
    [InlineData("sixteen levels deep", """{"update_id":7,"x":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}""")]
    [InlineData("a button under an inline message", """{"update_id":7,"callback_query":{"id":"1","from":{"id":5000001,"is_bot":false},"inline_message_id":"x","chat_instance":"1","data":"x"}}""")]
    [InlineData("a game", """{"update_id":7,"callback_query":{"id":"1","from":{"id":5000001,"is_bot":false},"message":{"message_id":1,"date":1,"chat":{"id":5000001,"type":"private"}},"chat_instance":"1","game_short_name":"x"}}""")]
    public async Task What_no_person_said_to_us_is_nothing(string what, string body) =>
        Assert.True(await new TelegramFixture().Read(body) is Received.Nothing, what);

    [Fact]
    public async Task A_pressed_button_gives_its_choice_and_the_message_that_it_hung_on()
    {
        var telegram = new TelegramFixture();

        var received = await telegram.Read(Pressed(telegram.Seal.Seal(Chat, "take:RA-7F3K-9")));

        Assert.Equal(new Received.Message(new InboundMessage("telegram:8:4382bfdwdsb323b2d9", Phone, "", "take:RA-7F3K-9", "99", Now)), received);
    }

    [Fact]
    public async Task A_message_that_cannot_be_edited_any_more_is_not_named()
    {
        var telegram = new TelegramFixture();

        var received = Assert.IsType<Received.Message>(await telegram.Read(Pressed(telegram.Seal.Seal(Chat, "take"), date: 0)));

        Assert.Equal(("take", null), (received.What.Choice, received.What.Pressed));
    }

    [Fact]
    public async Task A_button_of_another_chat_or_made_up_or_pressed_by_another_is_nothing()
    {
        var telegram = new TelegramFixture();
        var mine = telegram.Seal.Seal(Chat, "take");

        foreach (var body in new[]
        {
            Pressed(telegram.Seal.Seal(Chat + 1, "take")), Pressed("take"), Pressed("take~"), Pressed("take~0000000000000000"), Pressed("~" + mine), Pressed("pass" + mine[4..]),
            Pressed(mine, from: """{"id":5000002,"is_bot":false}"""),
            Pressed(mine, from: """{"id":5000001,"is_bot":true}"""),
            Pressed(mine, chat: """{"id":-5,"type":"group"}"""),
            Pressed(mine, id: ""), Pressed(mine, id: new string('1', 65)), Pressed(mine, id: "a/b"),
        })
            Assert.True(await telegram.Read(body) is Received.Nothing, body);
    }

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
        byte[][] whole = [Encoding.UTF8.GetBytes(Said("\"text\":\"7F3K-4821\",\"photo\":[{}]")), Encoding.UTF8.GetBytes(Pressed(telegram.Seal.Seal(Chat, "take")))];
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
