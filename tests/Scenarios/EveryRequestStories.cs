using System.Globalization;
using System.Net;
using ServerlessAssist.Sandbox.Storage;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>The whole story again and again, each time with another of its storage requests broken: from the referral to the NGO that is told.</summary>
public sealed class EveryRequestStories(AzuriteFixture azurite)
{
    /// <summary>More than the story makes; a case that breaks none shows that the last one was reached.</summary>
    private const int Most = 24;

    [Theory]
    [InlineData(WireFault.Lost)]
    [InlineData(WireFault.AnswerLost)]
    [InlineData(WireFault.Busy)]
    public async Task Whichever_storage_request_fails_nothing_is_lost_and_nothing_is_decided_twice(WireFault fault)
    {
        await using var story = await Story.Begin(azurite);
        await story.Telegram.Write(Story.NgoTelegram.Value, "/start demo-invite-kukes-00000001");
        var reached = 0;
        for (var which = 1; which <= Most && reached == which - 1; which++)
        {
            var seen = 0;
            story.System.Wire.Fault = request =>
            {
                if (request.IsHeartbeat || Interlocked.Increment(ref seen) != which) return WireFault.None;
                reached = which;
                return fault;
            };
            var reference = await Refer(story, string.Create(CultureInfo.InvariantCulture, $"every-request-{fault}-{which}"));
            await story.Press(Story.DutyTelegram, await story.Sees(Story.DutyTelegram, $"{reference}:"), "Take");
            await story.Sees(Story.DutyTelegram, $"{reference} is yours", seconds: 80);
            await story.Sees(Story.NgoTelegram, $"{reference} was taken", seconds: 80);
            story.System.Wire.Fault = null;

            var steps = await story.Steps(reference);
            foreach (var step in new[] { "referred", "alerted", "taken" }) Assert.Single(steps, step);
            // The alert was changed into the answer; another one stands there only where it was in doubt.
            Assert.InRange(story.ShownOn(Story.DutyTelegram).Count(text => text.StartsWith(reference, StringComparison.Ordinal)), 1, 2);
            Assert.InRange(story.ShownOn(Story.NgoTelegram).Count(text => text.StartsWith(reference, StringComparison.Ordinal)), 1, 2);
        }
        Assert.InRange(reached, 12, Most - 1);
    }

    private static async Task<string> Refer(Story story, string key)
    {
        for (var tries = 0; tries < 5; tries++)
        {
            var (status, body) = await story.TryRefer(Story.Referral(), key);
            if (status is HttpStatusCode.Created or HttpStatusCode.OK) return body.GetProperty("reference").GetString()!;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        }
        Assert.Fail("A referral was not taken in.");
        return "";
    }
}
