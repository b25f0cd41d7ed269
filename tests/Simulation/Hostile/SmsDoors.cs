using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Texts and delivery reports, mostly signed as the carrier signs: what comes from there was written by anybody.</summary>
internal static class SmsDoors
{
    private static readonly string[] Staff = [Programme.BackupSms.Value, Programme.DutySms.Value, Programme.AuthoritySms.Value, Programme.SouthSms.Value, Programme.OperationsSms.Value, Programme.SocialSms.Value, "+355690000017"];

    private static readonly string[] OddSenders = ["", "12345", "Bank", "+", "+1", "+0", "355690000012", "0690000012", "+355 69 000 0012", "\uff0b355690000012", "+\u0663\u0665\u0665\u0666\u0669\u0660\u0660\u0660\u0660\u0660\u0661\u0662", "+355690000012x1", "+883510000000001", "+979123456789", "+35569000001200000000000000000000000000000", "whatsapp:+355690000012", "\0+355690000012", "+355690000012\n", "+99999999999999"];

    private static readonly string[] OddSids = ["", "SM", "SM1", "MM00000000000000000000000000000001", "sm00000000000000000000000000000001", "SM0000000000000000000000000000000g", "SM00000000000000000000000000000001 ", "XX00000000000000000000000000000001", "SM\u0660\u0660000000000000000000000000000000"];

    private static readonly string[] Statuses = ["delivered", "undelivered", "failed", "sent", "queued", "read", "accepted", "DELIVERED", "", "delivered\0", "\u0431"];

    private static readonly string[] Errors = ["30003", "30008", "21610", "21211", "0", "-1", "", "2147483648", "99999999999999999999", "\u0663\u0660\u0660\u0660\u0663", "3e4", " 30003", "21408"];

    private static readonly string[] OddSignatures = ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=", "=", "\u0430", "AAAAAAAAAAAAAAAAAAAAAAAAAAA= ", new('A', 64), new('A', 65), new('A', 9000)];

    public static HostileInput Text(Scene scene, Draw draw)
    {
        var from = draw.Next(20) switch { < 9 => draw.Of(Staff), < 14 => $"+3556911111{draw.Next(10)}{draw.Next(10)}", < 16 => $"+35567{draw.Fresh % 10_000_000:D7}", _ => draw.Of(OddSenders) };
        var sid = draw.OneIn(20) ? draw.Of(OddSids) : "SM" + draw.Id;
        var text = HostileWish.Any(scene, draw, new Address(ChannelKind.Sms, from), draw.OneIn(60) ? 66_000 : 18_000);
        List<(string, string)> fields = [("MessageSid", sid), ("SmsSid", sid), ("AccountSid", draw.OneIn(60) ? HostileText.Any(draw, 300) : SandboxSystem.Account.Sid), ("From", from), ("To", SandboxSystem.OurNumber), ("Body", text)];
        Media(draw, fields);
        var (ask, mayComeIn) = Ask(draw, draw.OneIn(40) ? $"/api/sms?{Uri.EscapeDataString(HostileText.Any(draw, 100))}" : "/api/sms", fields, out var isPlain);
        var isCertain = isPlain && mayComeIn && sid.Length == 34 && sid.StartsWith("SM", StringComparison.Ordinal) && from.StartsWith("+355", StringComparison.Ordinal) && from.Length == 13;
        return new HostileInput("ReceiveSms", ask, mayComeIn, isCertain ? new HostileWords($"sms:{sid}", new Address(ChannelKind.Sms, from), text) : null);
    }

    public static HostileInput Report(Scene scene, Draw draw)
    {
        var ticket = draw.Next(10) switch
        {
            < 4 => draw.Of(scene.Tickets),
            < 7 => HostileText.Mutated(draw, draw.Of(scene.Tickets)),
            7 => draw.Of(["staff~all~notice-0-0", "unknown-sender~x~y", "referral~~alert-1", "referral~x~alert-1", "~~", "~", ".", "..", new string('a', 200), new string('a', 201), "referral~" + new string('a', 190) + "~a1", "referral~..~a1", "a~b~c~d"]),
            _ => HostileText.Any(draw, 300),
        };
        ticket = ApiDoors.Segment(ticket);
        List<(string, string)> fields = [("MessageSid", "SM" + draw.Id), ("MessageStatus", draw.OneIn(4) ? HostileText.Any(draw, 300) : draw.Of(Statuses)), ("AccountSid", SandboxSystem.Account.Sid), ("To", draw.Of(Staff)), ("ErrorCode", draw.Of(Errors))];
        var (ask, mayComeIn) = Ask(draw, $"/api/sms/status/{ticket}", fields, out _);
        return new HostileInput("NoteDelivery", ask, mayComeIn);
    }

    private static void Media(Draw draw, List<(string, string)> fields)
    {
        fields.Add(("NumMedia", draw.OneIn(4) ? draw.Of(["1", "10", "-1", "99999999999", "x", ""]) : "0"));
        if (!draw.OneIn(6)) return;
        fields.Add(("MediaUrl0", draw.Of(["http://evil.example/x.jpg", "http://169.254.169.254/latest", "file:///etc/passwd", "https://api.twilio.com/2010-04-01/Accounts/x/Media/y", "\0", "//evil.example"])));
        fields.Add(("MediaContentType0", draw.Of(["image/jpeg", "text/html", "application/x-msdownload", "", "image/svg+xml\r\nX: y"])));
    }

    private static (HttpAsk Ask, bool MayComeIn) Ask(Draw draw, string path, List<(string, string)> fields, out bool isPlain)
    {
        var body = HostileForm.Encode(draw, fields, out isPlain);
        var signature = HostileForm.Sign(SandboxSystem.PublicAddress + path, body);
        var mayComeIn = true;
        var headers = new List<(string Name, string Value)> { ("Content-Type", "application/x-www-form-urlencoded") };
        switch (draw.Next(40))
        {
            case 0:
                (signature, mayComeIn) = (HostileForm.Sign(SandboxSystem.PublicAddress + path, body, "another0auth0token0another0auth00"), false);
                break;
            case 1:
                (signature, mayComeIn) = (HostileForm.Sign("https://evil.example" + path, body), false);
                headers.AddRange([("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https")]);
                break;
            case 2:
                (signature, mayComeIn) = (draw.Of(OddSignatures), false);
                break;
            case 3:
                // Not the last one: of its six bits two say nothing in Base64.
                var (at, units) = (draw.Next(26), signature.ToCharArray());
                units[at] = units[at] == 'A' ? 'B' : 'A';
                (signature, mayComeIn) = (new string(units), false);
                break;
            case 4:
                headers.Add(("X-Twilio-Signature", signature));
                mayComeIn = false;
                break;
        }
        if (signature.Length > 0) headers.Add(("X-Twilio-Signature", signature));
        return (new HttpAsk("POST", path, headers, body), mayComeIn);
    }
}
