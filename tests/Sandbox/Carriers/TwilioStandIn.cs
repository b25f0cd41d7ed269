using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Sandbox.Carriers;

/// <param name="Numbers">The account's own numbers in E.164.</param>
public sealed record TwilioAccount(string Sid, string AuthToken, IReadOnlyList<string> Numbers, IReadOnlyList<string> Services);

/// <summary>Twilio as far as this house uses it: Messages and IncomingPhoneNumbers of the REST API, signed webhooks, TwiML, delivery reports, opt-out by single words.</summary>
/// <remarks>https://www.twilio.com/docs/messaging/api/message-resource, /usage/webhooks/webhooks-security, /docs/api/errors</remarks>
public sealed partial class TwilioStandIn(TimeProvider time, Phones phones, TwilioAccount account) : IDisposable
{
    private static readonly string[] Stops = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
    private static readonly string[] Starts = ["START", "YES", "UNSTOP"];
    private readonly ConcurrentDictionary<string, TwilioMessage> _messages = new();
    private readonly ConcurrentDictionary<string, string> _optOutTypes = new();
    private readonly ConcurrentDictionary<string, byte> _optedOut = new();
    private readonly ConcurrentDictionary<string, string> _webhooks = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = TimeSpan.FromSeconds(15) };
    private long _order;
    private int _travelled;

    public Trouble Trouble { get; } = new();

    /// <summary>How many texts have gone all the way to a phone, their reports brought or lost.</summary>
    public int Travelled => _travelled;

    /// <summary>Where webhooks really go; what is signed stays the public address.</summary>
    public Uri? Reach { get; set; }

    /// <summary>Phones that are off: texts to them end as undelivered, 30003.</summary>
    public ConcurrentDictionary<string, byte> Unreachable { get; } = new();

    /// <summary>Real time of each request's arrival, for benchmarks.</summary>
    public Action<string>? Arrived { get; set; }

    public IEnumerable<TwilioMessage> Messages => _messages.Values.OrderBy(one => one.Order);

    /// <summary>Somebody texts one of the account's numbers.</summary>
    public async Task<TwilioMessage> Receive(string from, string text, string? to = null, string? optOutType = null)
    {
        var message = new TwilioMessage(NewSid("SM"), account.Sid, from, to ?? account.Numbers[0], text, "inbound", "received", null, null, time.GetUtcNow(), Interlocked.Increment(ref _order), null);
        _messages[message.Sid] = message;
        var count = SmsSegments.Count(text);
        phones.Put(new Address(ChannelKind.Sms, from), new Bubble(message.Sid, true, text, message.At, "sent", count.Segments, EncodingOf(count), [], false, null));
        var word = text.Trim().ToUpperInvariant();
        if (optOutType is not null) _optOutTypes[message.Sid] = optOutType;
        if (Stops.Contains(word) || optOutType == "STOP") _optedOut[from] = 0;
        if (Starts.Contains(word) || optOutType == "START") _optedOut.TryRemove(from, out _);
        if (Trouble.WebhookLost) return message;
        for (var times = Trouble.Duplicates ? 2 : 1; times > 0; times--) await Bring(message, isRepeat: times == 1 && Trouble.Duplicates);
        return message;
    }

    /// <summary>The webhook again, as somebody would who has recorded it.</summary>
    public Task<HttpResponseMessage> Replay(TwilioMessage message) => Post(_webhooks[message.To], Fields(message), account.AuthToken);

    /// <summary>A form to a webhook, signed with a token of one's choice.</summary>
    public async Task<HttpResponseMessage> Post(string url, IReadOnlyDictionary<string, string> fields, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Real(url)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", Sign(token, url, fields));
        request.Headers.UserAgent.ParseAdd("TwilioProxy/1.1");
        return await _http.SendAsync(request);
    }

    public static string Sign(string token, string url, IReadOnlyDictionary<string, string> fields)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal)) text.Append(name).Append(value);
#pragma warning disable CA5350 // The carrier signs with HMAC-SHA1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }

    private async Task Bring(TwilioMessage message, bool isRepeat)
    {
        if (!_webhooks.TryGetValue(message.To, out var url)) return;
        try
        {
            using var answer = await Post(url, Fields(message), account.AuthToken);
            if (!answer.IsSuccessStatusCode || isRepeat) return;
            foreach (var text in XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Elements("Message")) Deliver(message.To, message.From, text.Value, "outbound-reply", null);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or System.Xml.XmlException)
        {
            // Twilio notes error 11200 and does not come again.
        }
    }

    private Dictionary<string, string> Fields(TwilioMessage message)
    {
        var fields = FieldsOf(message);
        if (_optOutTypes.TryGetValue(message.Sid, out var optOut)) fields["OptOutType"] = optOut;
        return fields;
    }

    private Dictionary<string, string> FieldsOf(TwilioMessage message) => new()
    {
        ["ToCountry"] = "", ["ToState"] = "", ["SmsMessageSid"] = message.Sid, ["NumMedia"] = "0", ["ToCity"] = "", ["FromZip"] = "", ["SmsSid"] = message.Sid, ["FromState"] = "",
        ["SmsStatus"] = "received", ["FromCity"] = "", ["Body"] = message.Body, ["FromCountry"] = "", ["To"] = message.To, ["ToZip"] = "",
        ["NumSegments"] = SmsSegments.Count(message.Body).Segments.ToString(CultureInfo.InvariantCulture), ["MessageSid"] = message.Sid, ["AccountSid"] = account.Sid, ["From"] = message.From, ["ApiVersion"] = "2010-04-01",
    };

    private TwilioMessage Deliver(string from, string to, string text, string direction, string? callback, string? service = null)
    {
        var count = SmsSegments.Count(text);
        var message = new TwilioMessage(NewSid("SM"), account.Sid, from, to, text, direction, "queued", null, callback, time.GetUtcNow(), Interlocked.Increment(ref _order), service);
        _messages[message.Sid] = message;
        phones.Put(new Address(ChannelKind.Sms, to), new Bubble(message.Sid, false, text, message.At, "sent", count.Segments, EncodingOf(count), [], false, null));
        _ = Travel(message);
        return message;
    }

    /// <summary>From the carrier to the phone, with a report at each step.</summary>
    private async Task Travel(TwilioMessage message)
    {
        var isOff = Unreachable.ContainsKey(message.To);
        string[] steps = isOff ? ["sent", "undelivered"] : Trouble.OutOfOrder ? ["delivered", "sent"] : ["sent", "delivered"];
        foreach (var step in steps)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time);
            var error = step == "undelivered" ? 30003 : (int?)null;
            var last = isOff ? "undelivered" : "delivered";
            if (step == last)
            {
                _messages[message.Sid] = message with { Status = step, ErrorCode = error };
                phones.Change(new Address(ChannelKind.Sms, message.To), message.Sid, bubble => bubble with { State = isOff ? "failed" : "delivered" });
            }
            if (message.Callback is null || Trouble.ReportLost) continue;
            for (var times = Trouble.Duplicates ? 2 : 1; times > 0; times--) await Report(message, step, error);
        }
        Interlocked.Increment(ref _travelled);
    }

    private async Task Report(TwilioMessage message, string status, int? error)
    {
        var fields = new Dictionary<string, string>
        {
            ["MessageSid"] = message.Sid, ["SmsSid"] = message.Sid, ["MessageStatus"] = status, ["SmsStatus"] = status, ["To"] = message.To, ["From"] = message.From,
            ["AccountSid"] = account.Sid, ["ApiVersion"] = "2010-04-01", ["RawDlrDoneDate"] = time.GetUtcNow().ToString("yyMMddHHmm", CultureInfo.InvariantCulture),
        };
        if (error is { } code) fields["ErrorCode"] = code.ToString(CultureInfo.InvariantCulture);
        try
        {
            using var answer = await Post(message.Callback!, fields, account.AuthToken);
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            // Reports are not repeated.
        }
    }

    public void Dispose() => _http.Dispose();

    private Uri Real(string url) => Reach is { } real ? new UriBuilder(new Uri(url)) { Scheme = real.Scheme, Host = real.Host, Port = real.Port }.Uri : new Uri(url);

    private static string EncodingOf(SmsCount count) => count.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2";

    private static string NewSid(string kind) => kind + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>A message at the carrier.</summary>
public sealed record TwilioMessage(
    string Sid, string AccountSid, string From, string To, string Body, string Direction, string Status, int? ErrorCode, string? Callback, DateTimeOffset At, long Order, string? Service);
