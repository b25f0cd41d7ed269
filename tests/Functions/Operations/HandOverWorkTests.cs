using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Tests.Functions.Referrals.Conversation;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Operations;

/// <summary>What whoever leaves had open goes to those who are there.</summary>
public sealed class HandOverWorkTests
{
    [Fact]
    public void Her_referrals_are_open_again_for_those_on_duty_now_and_nobody_else_s_are_touched() => Stage.Play(async stage =>
    {
        var (hers, other, closed) = (await stage.Programme.Refer(), await stage.Programme.Refer(), await stage.Programme.Refer());
        await new Desk(stage, "north-duty").Take(hers);
        await new Desk(stage, "north-committee").Take(other);
        await new Desk(stage, "north-duty").Take(closed);
        await new Desk(stage, "north-duty").Press($"ref close {CaseReference.BodyOf(closed)} completed");
        var before = (stage.VersionOf(other), stage.VersionOf(closed));
        await Leave(stage, "north-duty");
        await stage.Minutes(3);
        var state = stage.Referral(hers).State;
        Assert.Equal((null, "escalated"), (state.TakenBy, ReferralEvolution.StatusOf(state)));
        Assert.Equal([new PersonId("north-backup")], state.Alerts.Select(alert => alert.To));
        Assert.DoesNotContain(state.Ladder!.Levels, level => level.Contains(new PersonId("north-duty")));
        Assert.Equal(before, (stage.VersionOf(other), stage.VersionOf(closed)));
        Assert.Empty((await Directory(stage)).ToHandOver);
        await new Desk(stage, "north-backup").Take(hers);
        await stage.Minutes(3);
        Assert.Equal(new PersonId("north-backup"), stage.Referral(hers).State.TakenBy);
    });

    [Fact]
    public void Whom_a_caseworker_accompanies_another_of_the_region_does_from_then_on_here_and_in_the_referral() => Stage.Play(async stage =>
    {
        await stage.Programme.Load(WithAnotherCaseworker());
        var (duty, reference) = (new Desk(stage, "north-duty"), await stage.Programme.Refer());
        await duty.Take(reference);
        await duty.Press(Desk.Choice(await duty.Press($"ref assign {CaseReference.BodyOf(reference)} shelter"), "ref ask "));
        await new Desk(stage, "lake-desk").Take(reference);
        await stage.Minutes(2);
        var first = stage.Referral(reference).State.Caseworker!.Value.Value;
        var second = first == "north-caseworker" ? "north-caseworker-2" : "north-caseworker";
        Assert.Equal("referrals.screen.card", Desk.Said(await new Desk(stage, first).Write($"/board {reference}")));
        Assert.Equal("referrals.screen.not-yours", Desk.Said(await new Desk(stage, second).Write($"/board {reference}")));
        await Leave(stage, first);
        await stage.Minutes(3);
        Assert.Equal(second, stage.Referral(reference).State.Caseworker!.Value.Value);
        Assert.Equal(second, stage.World.Facts.Each<CaseRecord>().Single().State.Caseworker!.Value.Value);
        Assert.Equal("referrals.screen.card", Desk.Said(await new Desk(stage, second).Write($"/board {reference}")));
        Assert.Equal("referrals.screen.not-yours", Desk.Said(await new Desk(stage, first).Write($"/board {reference}")));
        // Nobody else is there: it stays where it is, and nothing is said to be done that is not.
        await Leave(stage, second);
        await stage.Minutes(3);
        Assert.Equal(second, stage.World.Facts.Each<CaseRecord>().Single().State.Caseworker!.Value.Value);
    });

    [Fact]
    public void Who_leaves_has_handed_over_when_every_kind_of_work_says_so()
    {
        var other = new OtherWork();
        Stage.Play(async stage =>
        {
            await Leave(stage, "north-duty");
            await stage.Minutes(3);
            Assert.True(other.Asked > 1);
            Assert.Equal(new PersonId("north-duty"), Assert.Single((await Directory(stage)).ToHandOver).Person);
            other.IsSettled = true;
            await stage.Minutes(2);
            Assert.Empty((await Directory(stage)).ToHandOver);
        }, change: services => services.AddSingleton<IReassignable>(other));
    }

    private sealed class OtherWork : IReassignable
    {
        public ImmutableArray<string> Kinds => [];

        public bool IsSettled { get; set; }

        public int Asked { get; private set; }

        public Task<bool> Reassign(HandOver leaving, StaffRegister people, CancellationToken stop)
        {
            Asked++;
            return Task.FromResult(IsSettled);
        }
    }

    private static Task Leave(Stage stage, string person) => stage.Process.Services.GetRequiredService<StaffDirectory>().Handle(new StaffCommand.Leave(Requester.Operator(), new PersonId(person)), $"leaves {person}", "operator", CancellationToken.None);

    private static ValueTask<StaffRegister> Directory(Stage stage) => stage.Process.Services.GetRequiredService<StaffDirectory>().Reload(CancellationToken.None);

    private static byte[] WithAnotherCaseworker()
    {
        var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
        var other = people["staff"]!.AsArray().First(one => (string)one!["id"]! == "north-caseworker")!.DeepClone();
        (other["id"], other["callName"], other["channels"]![0]!["address"]) = ("north-caseworker-2", "Caseworker N2", "700000029");
        people["staff"]!.AsArray().Add(other);
        return Encoding.UTF8.GetBytes(people.ToJsonString());
    }
}
