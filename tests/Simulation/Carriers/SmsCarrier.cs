using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Carriers;

/// <summary>Twilio on virtual time: takes texts, delivers them, reports, brings what people text, and keeps its list.</summary>
/// <remarks>A webhook is repeated once at most, and only when there was no connection: https://www.twilio.com/docs/messaging/guides/webhook-request</remarks>
public sealed class SmsCarrier(World.World world)
{
    private static readonly string[] Stops = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
    private static readonly string[] Starts = ["START", "YES", "UNSTOP"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly List<TwilioMessage> _messages = [];

    /// <summary>Each message as the list shows it; null: not shown yet, or changed since.</summary>
    private readonly List<string?> _written = [];

    public HashSet<string> OptedOut { get; } = [];

    /// <summary>Phones that are off: texts to them end as undelivered, 30003.</summary>
    public HashSet<string> Off { get; } = [];

    /// <summary>Until then it asks to be left in peace for some minutes.</summary>
    public DateTimeOffset SlowUntil { get; set; }

    /// <summary>Until then it does not give its list.</summary>
    public DateTimeOffset ListSilentUntil { get; set; }

    /// <summary>It keeps the words of texts, whatever it is asked.</summary>
    public bool RefusesToRedact { get; set; }

    /// <summary>Texts whose webhook was not answered well: what the list is for. By message id as the house sees it.</summary>
    public HashSet<string> Missed { get; } = [];

    /// <summary>When the last of them was missed.</summary>
    public DateTimeOffset LastMissed { get; private set; }

    public IReadOnlyList<TwilioMessage> Messages => _messages;

    /// <summary>Somebody texts our number.</summary>
    public async Task Receive(string from, string text, IReadOnlyDictionary<string, string>? more = null)
    {
        var message = Keep(from, SandboxSystem.OurNumber, text, "inbound", "received", null);
        var word = text.Trim().ToUpperInvariant();
        if (Stops.Contains(word)) OptedOut.Add(from);
        if (Starts.Contains(word)) OptedOut.Remove(from);
        world.Facts.Wrote($"sms:{message.Sid}", new Address(ChannelKind.Sms, from), text);
        var fields = Fields(message);
        if (more is not null)
            foreach (var (name, value) in more) fields[name] = value;
        var fault = world.Strikes(Where.Webhook, null, () => "an SMS webhook");
        if (fault == Fault.WebhookLost)
        {
            // It stands in the list.
            world.Facts.Brought(new Address(ChannelKind.Sms, from));
            Miss(message);
        }
        else await Bring(message, fields, fault);
        if (fault == Fault.WebhookTwice) await Bring(message, fields, fault);
    }

    internal CarrierReply Answer(string method, Uri uri, string body, string? ticket) =>
        method == "GET" ? List(uri) : uri.AbsolutePath.EndsWith("/Messages.json", StringComparison.Ordinal) ? Create(QueryHelpers.ParseQuery(body), ticket) : Redact(uri.Segments[^1].Replace(".json", "", StringComparison.Ordinal), QueryHelpers.ParseQuery(body));

    internal static CarrierReply Error(int status, int code, int? after = null) =>
        new(status, JsonSerializer.Serialize(new Dictionary<string, object> { ["code"] = code, ["message"] = "refused", ["more_info"] = "", ["status"] = status }), after);

    private CarrierReply Create(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form, string? ticket)
    {
        var (to, text, callback) = (form["To"].ToString(), form["Body"].ToString(), form.TryGetValue("StatusCallback", out var back) ? back.ToString() : null);
        if (world.Time.Now < SlowUntil) return Error(429, 20429, (int)(SlowUntil - world.Time.Now).TotalSeconds + 1);
        if (OptedOut.Contains(to)) return Error(400, 21610);
        var message = Keep(SandboxSystem.OurNumber, to, text, "outbound-api", "queued", callback);
        if (ticket is not null) world.Facts.AtCarrier.Add(ticket);
        Deliver(message, ticket);
        return new CarrierReply(201, JsonSerializer.Serialize(TwilioStandIn.Body(message)));
    }

    /// <summary>An empty body takes the words out; the record stays.</summary>
    private CarrierReply Redact(string sid, Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        var at = _messages.FindIndex(one => one.Sid == sid);
        if (at < 0) return Error(404, 20404);
        if (RefusesToRedact) return Error(503, 20503);
        if (!form.TryGetValue("Body", out var body) || body.ToString().Length > 0) return Error(400, 20001);
        if (world.Time.Now - _messages[at].At < TimeSpan.FromSeconds(10)) return Error(400, 20009);
        (_messages[at], _written[at]) = (_messages[at] with { Body = "" }, null);
        return new CarrierReply(200, JsonSerializer.Serialize(TwilioStandIn.Body(_messages[at])));
    }

    private CarrierReply List(Uri uri)
    {
        if (world.Time.Now < ListSilentUntil) return Error(503, 20503);
        var query = QueryHelpers.ParseQuery(uri.Query);
        var to = query.TryGetValue("To", out var wanted) ? wanted.ToString() : null;
        var after = query.TryGetValue("DateSent>", out var since) && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : default;
        var before = query.TryGetValue("DateSent<", out var until) && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) ? end : DateTimeOffset.MaxValue;
        // The real list knows whole seconds.
        const string head = """{"messages":[""";
        var list = new StringBuilder(head, 4096);
        for (var one = _messages.Count - 1; one >= 0; one--)
        {
            if (_messages[one].At < after || _messages[one].At > before || (to is not null && _messages[one].To != to)) continue;
            if (list.Length > head.Length) list.Append(',');
            list.Append(_written[one] ??= JsonSerializer.Serialize(TwilioStandIn.Body(_messages[one])));
        }
        return new CarrierReply(200, list.Append("""],"next_page_uri":null}""").ToString());
    }

    private void Deliver(TwilioMessage message, string? ticket)
    {
        var isOff = Off.Contains(message.To);
        var shows = world.Moment(200, 4_000);
        if (!isOff) world.Time.In(shows, () => world.Phone(new Address(ChannelKind.Sms, message.To)).Show(message.Sid, message.Body, [], ticket, edits: null));
        if (message.Callback is not { } callback) return;
        var fault = world.Strikes(Where.Report, null, () => "a delivery report");
        if (fault == Fault.ReportLost) return;
        var last = isOff ? "undelivered" : "delivered";
        var times = fault == Fault.ReportTwice ? 2 : 1;
        var (first, second) = fault == Fault.ReportsReordered ? (last, "sent") : ("sent", last);
        for (var time = 0; time < times; time++)
        {
            world.Time.In(shows + world.Moment(10, 500), () => _ = Report(message, callback, first));
            world.Time.In(shows + world.Moment(600, 3_000), () => _ = Report(message, callback, second));
        }
    }

    private async Task Report(TwilioMessage message, string callback, string status)
    {
        var fields = new Dictionary<string, string> { ["MessageSid"] = message.Sid, ["MessageStatus"] = status, ["To"] = message.To, ["From"] = message.From, ["AccountSid"] = message.AccountSid };
        if (status == "undelivered") fields["ErrorCode"] = "30003";
        if (await Post(callback, fields) is { Reply.Status: < 500 }) world.Facts.Reported(message, status);
        else world.Facts.ReportRefused();
    }

    private async Task Bring(TwilioMessage message, Dictionary<string, string> fields, Fault fault)
    {
        var url = $"{SandboxSystem.PublicAddress}/api/sms";
        world.Facts.Brought(new Address(ChannelKind.Sms, message.From));
        var heard = await Post(url, fields);
        if (!heard.Connected)
        {
            await world.Time.Wait(TimeSpan.FromSeconds(1));
            heard = await Post(url, fields);
        }
        var isGood = heard.Reply is { Status: 200 } && fault != Fault.WebhookAnswerLost;
        if (!isGood)
        {
            Miss(message);
            return;
        }
        Missed.Remove($"sms:{message.Sid}");
        var texts = XDocument.Parse(heard.Reply!.Text).Root!.Elements("Message").Select(one => one.Value).ToList();
        world.Facts.Answer($"sms:{message.Sid}", texts.FirstOrDefault());
        foreach (var text in texts) Deliver(Keep(message.To, message.From, text, "outbound-reply", "queued", null), null);
    }

    private Task<Heard> Post(string url, Dictionary<string, string> fields)
    {
        var body = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        return world.Ask(new HttpAsk("POST", url[SandboxSystem.PublicAddress.Length..],
            [("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", TwilioStandIn.Sign(SandboxSystem.Account.AuthToken, url, fields))], Encoding.UTF8.GetBytes(body)), Patience);
    }

    private TwilioMessage Keep(string from, string to, string text, string direction, string status, string? callback)
    {
        var sid = "SM" + (_messages.Count + 1).ToString("x32", CultureInfo.InvariantCulture);
        var message = new TwilioMessage(sid, SandboxSystem.Account.Sid, from, to, text, direction, status, null, callback, world.Time.Now, _messages.Count, null);
        _messages.Add(message);
        _written.Add(null);
        return message;
    }

    private static Dictionary<string, string> Fields(TwilioMessage message) => new()
    {
        ["MessageSid"] = message.Sid, ["SmsSid"] = message.Sid, ["AccountSid"] = message.AccountSid, ["From"] = message.From, ["To"] = message.To, ["Body"] = message.Body, ["NumMedia"] = "0",
    };

    private void Miss(Sandbox.Carriers.TwilioMessage message)
    {
        Missed.Add($"sms:{message.Sid}");
        LastMissed = world.Time.Now;
    }
}
