using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Bots.Sms;

namespace ServerlessAssist.Tests.Bots.Sms;

/// <summary>The carrier's copy: what is asked of it, and what its answers mean.</summary>
public sealed class SmsRedactionTests
{
    private const string Sid = "SM00000000000000000000000000000001";
    private readonly SmsFixture _sms = new();

    private SmsRedaction Redaction => _sms.Services.GetRequiredService<SmsRedaction>();

    [Fact]
    public async Task The_words_are_taken_out_by_an_empty_body_and_the_record_stays()
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(200, $$"""{"sid":"{{Sid}}","body":"","direction":"outbound-api","status":"delivered"}"""));
        Assert.True(await Redaction.Redact(Sid, TestContext.Current.CancellationToken));
        var (method, address, form) = Assert.Single(_sms.Carrier.Sent);
        Assert.Equal(("POST", $"/2010-04-01/Accounts/{SmsFixture.Account}/Messages/{Sid}.json"), (method, address.AbsolutePath));
        Assert.Equal([KeyValuePair.Create("Body", "")], form);
    }

    [Theory]
    [InlineData(200, "{}", true)]
    [InlineData(404, """{"code":20404,"message":"not found","status":404}""", true)]         // gone already
    [InlineData(400, """{"code":20009,"message":"not in a final state","status":400}""", false)]
    [InlineData(401, """{"code":20003,"message":"Authenticate","status":401}""", false)]
    [InlineData(429, """{"code":20429,"message":"Too Many Requests","status":429}""", false)]
    [InlineData(503, "", false)]
    public async Task Only_what_the_carrier_says_is_done_counts_as_done(int status, string body, bool isDone)
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(status, body));
        Assert.Equal(isDone, await Redaction.Redact(Sid, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task No_answer_is_no_success_and_what_is_no_id_of_the_carriers_is_not_asked_for()
    {
        _sms.Carrier.Answer = (_, _) => throw new HttpRequestException("reset");
        Assert.False(await Redaction.Redact(Sid, TestContext.Current.CancellationToken));
        Assert.Null(await Redaction.Between(SmsFixture.Now, SmsFixture.Now.AddDays(1), TestContext.Current.CancellationToken));
        _sms.Carrier.Sent.Clear();
        Assert.True(await Redaction.Redact("../Calls/1", TestContext.Current.CancellationToken));
        Assert.Empty(_sms.Carrier.Sent);
    }

    [Fact]
    public async Task What_was_redacted_is_taken_in_by_nobody_when_the_list_is_read_again()
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(200, $$"""
            {"messages":[{"sid":"{{Sid}}","direction":"inbound","from":"+355690000012","to":"+355690000000","body":"","date_sent":"Sun, 01 Mar 2026 12:00:05 +0000"},
            {"sid":"SM00000000000000000000000000000002","direction":"inbound","from":"+355690000012","to":"+355690000000","body":"help","date_sent":"Sun, 01 Mar 2026 12:00:06 +0000"}],"next_page_uri":null}
            """));
        var listed = await _sms.List.Since(SmsFixture.Now, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal("help", Assert.Single(listed).Message.Text);
    }

    [Fact]
    public async Task Of_a_day_those_that_still_have_words_are_found_with_their_numbers_and_print_masked()
    {
        _sms.Carrier.Answer = (_, _) => Task.FromResult(SmsCarrier.Json(200, $$"""
            {"messages":[{"sid":"{{Sid}}","direction":"inbound","from":"+355690000012","to":"+355690000000","body":"A7F3K-4821","date_sent":"Sun, 01 Mar 2026 12:00:05 +0000"},
            {"sid":"SM00000000000000000000000000000002","direction":"outbound-api","from":"+355690000000","to":"+355690000012","body":"","date_sent":null}],"next_page_uri":null}
            """));
        var text = Assert.Single((await Redaction.Between(SmsFixture.Now, SmsFixture.Now.AddDays(1), TestContext.Current.CancellationToken))!);
        Assert.Equal(new KeptText(Sid, "+355690000012", "+355690000000", "A7F3K-4821", SmsFixture.Now.AddSeconds(5)), text);
        Assert.Equal("text", $"{text}");
        Assert.Equal("DateSent<=2026-03-02T12:00:00Z&DateSent>=2026-03-01T12:00:00Z&PageSize=1000", WebUtility.UrlDecode(_sms.Carrier.Sent[0].Address.Query.TrimStart('?')));
    }
}
