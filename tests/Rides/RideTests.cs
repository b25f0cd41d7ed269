using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Carriers;
using ServerlessAssist.Simulation.Rides;
using ServerlessAssist.Simulation.Secrecy;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Inbox;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Rides;

/// <summary>A capability that was added by its folder and one line works through the product's own doors.</summary>
public sealed class RideTests
{
    private const string Where = "to the clinic at ten";

    [Fact]
    public void It_is_asked_for_in_a_chat_alerted_and_taken_with_a_code_typed_in_Cyrillic() => SignedIn.Play(async signedIn =>
    {
        var stage = signedIn.Stage;
        var reference = await Asked(stage);
        var ride = Assert.Single(stage.World.Facts.Each<Ride>()).State;
        Assert.Equal((reference, "al-north", Where, true), (ride.Reference, ride.Region, ride.Where, ride.IsOpen));
        Assert.Equal(reference, (string?)Assert.Single(Client.Read(await signedIn.As("north-backup").Get("rides/al-north"))["rides"]!.AsArray()));

        var alert = stage.World.Phone(Programme.DutyTelegram).All.Last(shown => shown.Purpose == MessagePurpose.Alert);
        Assert.DoesNotContain("clinic", alert.Text, StringComparison.Ordinal);
        var code = Programme.CodeIn(alert);
        Assert.Equal(RideMessages.Kind.Letter, code[0]);
        stage.Programme.Text(Programme.DutyTelegram, $"Т{code[1..].ToLowerInvariant().Replace('-', '–')}");
        await stage.Minutes(1);
        Assert.Equal(new PersonId("north-duty"), Its(stage).Escalation.TakenBy);
        Assert.Contains(stage.World.Phone(Programme.DutyTelegram).All, shown => shown.Text == $"{reference}: you drive. Thank you.");
        Assert.Empty(Client.Read(await signedIn.As("north-backup").Get("rides/al-north"))["rides"]!.AsArray());
        // The referral's own code takes the referral, as ever.
        Assert.Equal(new PersonId("north-duty"), stage.Referral(reference).State.TakenBy);
    });

    [Theory]
    [InlineData(Role.RegionalCoordinator, true)]
    [InlineData(Role.Administrator, false)]
    public void Its_command_is_told_to_the_roles_that_may_give_it(Role role, bool isTold) => Stage.Play(stage =>
    {
        Assert.Equal(isTold, HelpTextTests.Told(stage, role).Contains("/ride"));
        Assert.Contains("/ride", stage.Process.Services.GetRequiredService<HelpText>().Menu.Select(command => command.Word));
        return Task.CompletedTask;
    });

    [Fact]
    public void Its_call_stands_in_the_document() => Stage.Play(async stage =>
    {
        var answer = await stage.Ask(new HttpAsk("GET", "/api/v1/openapi.json", [("x-functions-key", SandboxSystem.FunctionKey)], []));
        Assert.Equal("Rides", (string?)Client.Read(answer)["paths"]!["/v1/rides/{region}"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.ToString().Split('/')[^1]);
    });

    [Fact]
    public void Who_has_no_right_in_the_region_sees_no_rides_and_asks_for_none() => SignedIn.Play(async signedIn =>
    {
        var stage = signedIn.Stage;
        var reference = await Asked(stage);
        Assert.Equal((404, "region"), SignedIn.Said(await signedIn.As("south-duty").Get("rides/al-north")));
        Assert.Equal((404, "region"), SignedIn.Said(await signedIn.As("north-duty").Get("rides/no-such")));
        Assert.Equal((403, "scope"), SignedIn.Said(await signedIn.Ngo.Get("rides/al-north")));
        foreach (var (phone, text) in new[] { (Programme.SocialTelegram, $"/ride {reference}"), (Programme.DutyTelegram, "/ride RA-0A00-M"), (Programme.DutyTelegram, "/ride") })
            stage.Programme.Text(phone, text);
        await stage.Minutes(1);
        Assert.Contains(stage.World.Phone(Programme.SocialTelegram).All, shown => shown.Text == "There is no open ride here.");
        Assert.Contains(stage.World.Phone(Programme.DutyTelegram).All, shown => shown.Text.StartsWith("Write /ride", StringComparison.Ordinal));
        Assert.Single(stage.World.Facts.Each<Ride>());
    });

    [Fact]
    public void By_its_button_it_is_cancelled_and_its_alert_takes_nothing_any_more() => Stage.Play(async stage =>
    {
        var reference = await Asked(stage);
        var phone = stage.World.Phone(Programme.DutyTelegram);
        var (asked, alert) = (phone.All.Last(shown => shown.Ticket is null && shown.Buttons.Count > 0), phone.All.Last(shown => shown.Purpose == MessagePurpose.Alert));
        stage.World.Telegram.Press(Programme.DutyTelegram.Value, asked, Assert.Single(asked.Buttons).Data);
        await stage.Minutes(1);
        Assert.False(Its(stage).IsOpen);
        stage.Programme.Take(Programme.DutyTelegram, alert);
        await stage.Minutes(1);
        Assert.Null(Its(stage).Escalation.TakenBy);
        Assert.Contains(phone.All, shown => shown.Text == $"{reference}: the ride is cancelled.");
    });

    [Fact]
    public void A_question_that_nobody_answers_takes_no_text_after_an_hour() => Stage.Play(async stage =>
    {
        stage.Programme.Takes(Programme.DutyTelegram, TimeSpan.FromMinutes(1));
        var reference = await stage.Programme.Refer();
        await stage.Minutes(3);
        stage.Programme.Text(Programme.DutyTelegram, $"/ride {reference}");
        await stage.Minutes(65);
        stage.Programme.Text(Programme.DutyTelegram, Where);
        await stage.Minutes(1);
        Assert.Empty(stage.World.Facts.Each<Ride>());
    });

    [Fact]
    public void What_is_kept_of_it_is_in_the_person_s_file_and_goes_with_the_person() => Stage.Play(async stage =>
    {
        await APersonIsErased.Prepared(stage.Programme);
        var reference = await Asked(stage);
        var stream = stage.Referral(reference).Stream;
        var authors = new AuthorLabels(stage.World.Facts.Directory);
        var parts = stage.Process.Services.GetServices<IPersonFilePart>().ToDictionary(part => part.Name);
        var kept = await parts["rides"].Read([stream.Key], authors, CancellationToken.None);
        Assert.Equal(Where, Assert.Single(Assert.IsType<ImmutableArray<PersonRide>>(kept)).Where);

        var close = new ReferralCommand.Close(Actor.Of(stage.World.Facts.Directory.Find(new PersonId("north-duty"))!), "completed");
        Assert.IsType<Outcome<Referral>.Done>(await stage.Process.Services.GetRequiredService<ReferralHandler>().Do(
            CaseReference.Parse(reference)!.Value, close, "close", "north-duty", CancellationToken.None));
        await stage.Minutes(5);
        Assert.True(await new Erasing(stage.Programme, reference).Begin());
        await stage.Later(TimeSpan.FromHours(2));
        Assert.NotNull(Assert.Single(stage.World.Facts.Each<Erasure>()).State.Ended);
        Assert.Empty(stage.World.Facts.Each<Ride>());
        Assert.Empty(Remains.Of(stage.World));
    });

    /// <summary>The coordinator on duty has the person's referral, and asks for a ride.</summary>
    private static async Task<string> Asked(Stage stage)
    {
        stage.Programme.When(Programme.DutyTelegram, async (alert, before) =>
        {
            await stage.Minutes(1);
            if (before == 0) stage.Programme.Take(Programme.DutyTelegram, alert);
        });
        var reference = await stage.Programme.Refer();
        await stage.Minutes(3);
        stage.Programme.Text(Programme.DutyTelegram, $"/ride {reference}");
        await stage.Minutes(1);
        stage.Programme.Text(Programme.DutyTelegram, Where);
        await stage.Minutes(1);
        return reference;
    }

    private static Ride Its(Stage stage) => Assert.Single(stage.World.Facts.Each<Ride>()).State;
}
