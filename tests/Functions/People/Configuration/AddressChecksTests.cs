using System.Text.Json;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Configuration;

namespace ServerlessAssist.Tests.Functions.People.Configuration;

/// <summary>What can be reached from here is known when the people file is loaded, not when the first alert fails.</summary>
public sealed class AddressChecksTests
{
    private static readonly SmsSettings Sms = new() { AccountSid = "AC1", AllowedPrefixes = ["355", "383"] };
    private static readonly AddressChecks Checks = new(Sms, new TelegramSettings { Token = "5000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });

    [Theory]
    [InlineData("sms", "+377440000000", false)]
    [InlineData("sms", "+38344000000", true)]
    [InlineData("sms", "+355690000099", true)]
    [InlineData("telegram", "5000001", false)]
    [InlineData("telegram", "5000002", true)]
    public void A_number_that_may_not_be_texted_and_the_bot_itself_are_faults(string kind, string address, bool isGood)
    {
        var form = People(kind, $"\"address\":\"{address}\"");
        var read = PeopleFile.Read(form, ["en", "sq"], addresses: Checks);
        Assert.Equal(isGood, read is not null);
        if (!isGood) Assert.Contains("staff[0].channels[0].address", string.Join(' ', form.Faults().Keys), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_whose_authority_has_not_joined_is_named()
    {
        var people = PeopleFile.Read(People("telegram", "\"invite\":\"aaaaaaaaaaaaaaaaaaaaaaaa\""), ["en", "sq"], addresses: Checks)!;
        Assert.StartsWith("al-north: nobody of its authority can be reached yet", Assert.Single(Checks.Unreachable(people, _ => false)), StringComparison.Ordinal);
        Assert.Empty(Checks.Unreachable(people, _ => true));
    }

    private static Form People(string kind, string channel)
    {
        var json = $$"""
            {
              "organisations": [{ "id": "mission" }],
              "regions": [{
                "id": "al-north", "label": { "en": "North" }, "country": "AL", "timeZone": "Europe/Tirane", "points": [],
                "escalateAfterMinutes": { "immediate": 10, "urgent": 30, "routine": 240 }, "onDuty": [], "backup": [], "committee": [], "authority": ["top"]
              }],
              "staff": [
                { "id": "top", "role": "responsible-authority", "organisation": "mission", "regions": ["al-north"], "language": "en", "channels": [{ "kind": "{{kind}}", {{channel}} }] },
                { "id": "admin", "role": "administrator", "organisation": "mission", "regions": [], "language": "en", "channels": [{ "kind": "sms", "address": "+355690000019" }] }
              ]
            }
            """;
        return new Form(JsonDocument.Parse(json).RootElement.Clone());
    }
}
