using System.Text;
using ServerlessAssist.Functions.Webhooks;

namespace ServerlessAssist.Tests.Functions.Webhooks;

/// <summary>What proves to a receiver that it is us, and what it is sent.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Id = "msg_p5jXN8AQM9LWM0D4loKWxJek", Body = """{"test": 2432232314}""";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    /// <remarks>The one that the libraries of the specification test themselves with; <c>OracleTests</c> asks one of them for more.</remarks>
    [Fact]
    public void The_published_vector_of_standard_webhooks_is_signed_as_published() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Of([Secret], Id, At, Encoding.UTF8.GetBytes(Body)));

    [Fact]
    public void Whatever_is_changed_changes_it()
    {
        var good = Sign(Secret, Id, At, Body);
        string[] others = [Sign(Secret, Id + "x", At, Body), Sign(Secret, Id, At.AddSeconds(1), Body), Sign(Secret, Id, At, Body + " "), Sign(WebhookSignature.NewSecret(), Id, At, Body)];
        Assert.DoesNotContain(good, others);
        Assert.Equal($"{others[3][..3]}", good[..3]);
    }

    [Fact]
    public void With_two_secrets_there_are_two_signatures()
    {
        var other = WebhookSignature.NewSecret();
        Assert.Equal($"{Sign(other, Id, At, Body)} {Sign(Secret, Id, At, Body)}", WebhookSignature.Of([other, Secret], Id, At, Encoding.UTF8.GetBytes(Body)));
    }

    [Fact]
    public void A_secret_is_256_bits_and_another_each_time()
    {
        var all = Enumerable.Range(0, 100).Select(_ => WebhookSignature.NewSecret()).ToList();
        Assert.Equal(100, all.Distinct().Count());
        Assert.All(all, one => Assert.Equal(32, Convert.FromBase64String(one["whsec_".Length..]).Length));
        Assert.DoesNotContain(all[0], $"{new WebhookSecret(all[0], null, "")}", StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_sent_says_what_happened_when_and_to_which_referral_and_nothing_else()
    {
        var notice = new WebhookDelivery("msg_0123456789ab_1", WebhookEventTypes.Taken, "RA-7F3K-9", "taken", new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), WebhookDeliveryState.Sending, 0, 0, null, null, null);
        Assert.Equal("""{"type":"referral.taken","timestamp":"2026-03-02T08:00:00+00:00","data":{"reference":"RA-7F3K-9","status":"taken"}}""", Encoding.UTF8.GetString(WebhookPayload.Of(notice)));
        Assert.Equal("""{"type":"webhook.test","timestamp":"2026-03-02T08:00:00+00:00","data":{}}""", Encoding.UTF8.GetString(WebhookPayload.Of(notice with { Type = WebhookEventTypes.Test, Reference = null, Status = null })));
    }

    private static string Sign(string secret, string id, DateTimeOffset at, string body) => WebhookSignature.Of([secret], id, at, Encoding.UTF8.GetBytes(body));
}
