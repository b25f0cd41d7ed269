using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Carriers;

namespace ServerlessAssist.Benchmarks;

/// <summary>What is sent to the front door. An answer that is not the expected one ends the measurement.</summary>
internal static class Messages
{
    public const string NgoKey = "ngo-kukes-demo-key";

    /// <summary>Referrals are spread over so many points, so that few of them could be about the same person.</summary>
    public const int Points = 64;

    private static readonly string[] Origins = ["XK", "RS", "ME", "MK", "BA", "MD", "UA", "RO", "BG", "TR", "SY", "AF", "IQ"];
    private static readonly string[] Sexes = ["female", "male", "other"];

    public static string PointOf(int at) => string.Create(CultureInfo.InvariantCulture, $"Point {at:D2}");

    /// <summary>A referral by the API.</summary>
    /// <param name="at">Which: its key, point, origin, sex and age follow from it.</param>
    public static async Task Refer(HttpClient http, Uri functions, int at)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(functions, "/api/v1/referrals"));
        request.Content = JsonContent.Create(Referral(at));
        request.Headers.Add("x-functions-key", SandboxSystem.FunctionKey);
        request.Headers.Add("X-Api-Key", NgoKey);
        request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"benchmark-{at:D8}"));
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"A referral was not taken: {await answer.Content.ReadAsStringAsync()}");
    }

    public static Task Refer(SandboxSystem system, int at) => Refer(system.Http, system.Functions.Address, at);

    /// <summary>The text of somebody nobody knows: looked up, decided, stored; answered once a day, and to some hundreds an hour.</summary>
    /// <param name="at">Whose: each number has a phone of its own.</param>
    public static Dictionary<string, string> StrangersText(int at) =>
        Text(string.Create(CultureInfo.InvariantCulture, $"+35569{at:D7}"), "Hello");

    /// <summary>A text as the carrier describes it.</summary>
    public static Dictionary<string, string> Text(string from, string body) => new()
    {
        ["MessageSid"] = "SM" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), ["AccountSid"] = SandboxSystem.Account.Sid,
        ["From"] = from, ["To"] = SandboxSystem.OurNumber, ["Body"] = body,
        ["NumMedia"] = "0", ["NumSegments"] = "1", ["ApiVersion"] = "2010-04-01",
    };

    /// <summary>A text's webhook as the carrier sends it, signed.</summary>
    public static HttpRequestMessage Webhook(Uri functions, Dictionary<string, string> fields)
    {
        const string Route = "/api/sms";
        var signature = TwilioStandIn.Sign(SandboxSystem.Account.AuthToken, SandboxSystem.PublicAddress + Route, fields);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(functions, Route)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Twilio-Signature", signature);
        return request;
    }

    /// <summary>Brings a webhook that has to be answered with a text.</summary>
    public static async Task Bring(HttpClient http, HttpRequestMessage request)
    {
        if (await Send(http, request) is not { } said) throw new InvalidOperationException("Storage was silent.");
        if (!said.Contains("<Message>", StringComparison.Ordinal)) throw new InvalidOperationException("A text was not answered.");
    }

    public static Task Bring(HttpClient http, Uri functions, Dictionary<string, string> fields) => Bring(http, Webhook(functions, fields));

    /// <returns>TwiML; null: storage was silent (503), it has to come again.</returns>
    public static async Task<string?> Send(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return null;
            return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        }
    }

    private static Dictionary<string, object?> Referral(int at) => new()
    {
        ["region"] = "al-north", ["point"] = PointOf(at % Points), ["origin"] = Origins[at / Points % Origins.Length],
        ["urgency"] = "urgent", ["age"] = at / (Points * Origins.Length * Sexes.Length) % 2 == 0 ? "adult" : "child",
        ["sex"] = Sexes[at / (Points * Origins.Length) % Sexes.Length],
        ["languages"] = new[] { "sq" }, ["needs"] = new[] { "shelter", "medical" },
        ["consent"] = new Dictionary<string, object?> { ["referral"] = true, ["override"] = null },
        ["contact"] = "Ask for the coordinator at the front desk",
    };
}
