using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;
using static ServerlessAssist.Tests.Bots.Sms.SmsFixture;

namespace ServerlessAssist.Tests.Bots.Sms;

/// <summary>The carrier's list of what it was given: what is asked of it, and which text is the one that is looked for.</summary>
public sealed class SmsSentMessagesTests
{
    private const string Sid = "SM00000000000000000000000000000001";
    private readonly SmsFixture _sms = new();

    /// <summary>The only phrase in two languages.</summary>
    private static Phrases InTwoLanguages { get; } = new(ImmutableSortedDictionary<string, LanguageFile>.Empty
        .Add("en", Saying("en", "{text} – are you well?")).Add("sq", Saying("sq", "{text} – a jeni mirë?")));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_is_read_without_a_number_in_the_address_and_without_a_date_for_a_text_that_still_waits_has_none()
    {
        List(Row());
        await Find();
        var (method, address, _) = Assert.Single(_sms.Carrier.Sent);
        Assert.Equal(
            ("GET", $"/2010-04-01/Accounts/{Account}/Messages.json", "?PageSize=200"),
            (method, address.AbsolutePath, address.Query));
    }

    [Theory]
    [InlineData("7F3K – are you well?")]
    [InlineData("7F3K - are you well?")]             // in plain letters, as it is sent or as the carrier makes it
    [InlineData("7F3K - a jeni mire?")]              // in the language that she had then
    [InlineData(" 7F3K  –  are you well? ")]
    public async Task A_text_is_found_in_every_language_and_however_the_carrier_writes_its_signs(string body)
    {
        List(Row(body: body));
        Assert.Equal(new SentLookup.Found(Sid), await Find());
    }

    [Theory]
    [InlineData("outbound-api", "queued", "null")]
    [InlineData("outbound-api", "delivered", "\"Sun, 01 Mar 2026 12:00:01 +0000\"")]
    [InlineData("outbound-api", "undelivered", "\"Sun, 01 Mar 2026 12:00:01 +0000\"")]
    public async Task Whatever_became_of_it_the_carrier_was_given_it(string direction, string status, string sent)
    {
        List(Row(direction: direction, status: status, sent: sent));
        Assert.Equal(new SentLookup.Found(Sid), await Find());
    }

    public static TheoryData<string> Others =>
    [
        Row(body: "7F3L - are you well?"), Row(body: ""), Row(direction: "inbound"), Row(direction: "outbound-reply"),
        Row(to: "+355690000013"),
        Row(created: "Sun, 01 Mar 2026 11:59:59 +0000"), Row(sid: "CA00000000000000000000000000000001"), "",
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Another_text_is_not_taken_for_it(string row)
    {
        List(row);
        Assert.Equal(new SentLookup.Missing(), await Find());
    }

    [Fact]
    public async Task It_is_read_page_by_page_and_no_further_than_texts_are_young_enough()
    {
        var pages = new Queue<(string Rows, string Next)>(
        [
            (Row(body: "another", created: "Sun, 01 Mar 2026 12:05:00 +0000"), "\"/2010-04-01/Accounts/AC1/Messages.json?Page=1\""),
            (Row(), "\"/2010-04-01/Accounts/AC1/Messages.json?Page=2\""),
        ]);
        _sms.Carrier.Answer = (_, _) =>
        {
            var (rows, next) = pages.Dequeue();
            return Task.FromResult(SmsCarrier.Json(200, $$"""
                {"messages":[{{rows}}],"page_size":1,"uri":"/2010-04-01/Accounts/AC1/Messages.json","next_page_uri":{{next}}}
                """));
        };
        Assert.Equal(new SentLookup.Found(Sid), await Find());
        pages.Enqueue((Row(created: "Sun, 01 Mar 2026 10:59:59 +0000"), "\"/2010-04-01/Accounts/AC1/Messages.json?Page=1\""));
        Assert.Equal(new SentLookup.Missing(), await Find());
        Assert.Equal(3, _sms.Carrier.Sent.Count);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(429, """{"code":20429,"message":"Too Many Requests","status":429}""")]
    [InlineData(401, """{"code":20003,"message":"Authenticate","status":401}""")]
    [InlineData(200, "<html/>")]
    public async Task An_answer_that_is_no_list_says_nothing(int status, string body)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(status, body));
        Assert.Equal(new SentLookup.Unanswered(), await Find());
        Assert.Single(_sms.Carrier.Sent);
    }

    [Fact]
    public async Task No_answer_says_nothing_and_the_callers_cancellation_alone_throws()
    {
        _sms.Carrier.Answer = (_, _) => throw new HttpRequestException("reset");
        Assert.Equal(new SentLookup.Unanswered(), await Find());
        using var stop = new CancellationTokenSource();
        _sms.Carrier.Answer = async (_, _) =>
        {
            await stop.CancelAsync();
            return await new TaskCompletionSource<HttpResponseMessage>().Task;
        };
        ISentMessages channel = _sms.Channel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.Find(Phone, Words("Hello"), Now, stop.Token));
    }

    [Fact]
    public async Task The_stand_in_carrier_is_asked_in_the_same_way_as_soon_as_it_has_taken_a_text()
    {
        var clock = new FakeTimeProvider(Now);
        await using var carriers = await CarrierHost.Start(clock, new Phones(), SandboxSystem.Account, SandboxSystem.BotToken, Stop);
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(SandboxSystem.Settings("", new Dictionary<string, string?>(), carriers.Address)).Build();
        await using var services = new ServiceCollection().AddMessaging().AddSms(settings).BuildServiceProvider();
        var channel = services.GetRequiredService<SmsChannel>();
        Wording words = new Phrase("inbox.unknown-sender");
        Assert.Equal(new SentLookup.Missing(), await channel.Find(Phone, words, Now, Stop));
        var sent = Assert.IsType<SendResult.Sent>(await channel.Send(Phone, words, [], Language.Albanian, "toy-case~only~t1", Stop));
        Assert.Equal(new SentLookup.Found(sent.CarrierId), await channel.Find(Phone, words, Now, Stop));
        Assert.Equal(new SentLookup.Missing(), await channel.Find(Phone, words, Now.AddSeconds(1), Stop));
        Assert.Equal(new SentLookup.Missing(), await channel.Find(new Address(ChannelKind.Sms, "+355690000013"), words, Now, Stop));
        carriers.Twilio.Trouble.IsDown = true;
        Assert.Equal(new SentLookup.Unanswered(), await channel.Find(Phone, words, Now, Stop));
    }

    private Task<SentLookup> Find() =>
        new SmsSentMessages(_sms.Services.GetRequiredService<SmsClient>(), InTwoLanguages).Find(Phone, Words("7F3K"), Now, Stop);

    private void List(string rows) =>
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(200, $$"""{"messages":[{{rows}}],"next_page_uri":null}"""));

    private static LanguageFile Saying(string tag, string text) =>
        LanguageFile.All[tag] with { Phrases = ImmutableSortedDictionary<string, string>.Empty.Add("say", text) };

    private static string Row(
        string body = "7F3K – are you well?", string direction = "outbound-api", string status = "sent", string sent = "null",
        string to = "+355690000012", string created = "Sun, 01 Mar 2026 12:00:00 +0000", string sid = Sid) => $$"""
        {"sid":"{{sid}}","direction":"{{direction}}","status":"{{status}}","from":"{{Ours}}","to":"{{to}}","body":"{{body}}",
        "date_created":"{{created}}","date_sent":{{sent}}}
        """;
}
