using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Functions.Referrals.Providers;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Secrecy;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>A person is erased by two, to the last row, and nothing that comes late brings her back.</summary>
public sealed class ErasureTests
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(90);
    private static readonly string[] Operators = ["mira", "besa", "operations-2"];
    private static readonly long[] Versions = [0, 5, 10_000];

    [Fact]
    public void Alone_nobody_erases_anybody_and_who_tried_is_written_down() => Stage.Play(async stage =>
    {
        var reference = await Closed(stage);
        var erasing = new Erasing(stage.Programme, reference);
        var before = Rows(stage.World);
        Assert.Equal((403, "no-second"), Code(await erasing.Ask("0123456789ab")));
        // The same again by somebody who holds the master key and says another name.
        stage.World.Phone(APersonIsErased.BesaTelegram).Owner = null;
        var approval = JsonDocument.Parse((await erasing.Ask(null)).Text).RootElement.GetProperty("approval").GetString();
        Assert.Equal(approval, JsonDocument.Parse((await erasing.Ask(null)).Text).RootElement.GetProperty("approval").GetString());
        foreach (var who in Operators)
            Assert.Equal(403, (await Operate(stage, "POST", $"approvals/{approval}", $$"""{"operator":"{{who}}"}""")).Status);
        Assert.Equal((403, "no-second"), Code(await erasing.Ask(approval)));
        Assert.Equal(before, Rows(stage.World));
        var audit = JsonDocument.Parse((await Operate(stage, "GET", "audit", "")).Text).RootElement.EnumerateArray().Where(one => one.GetProperty("what").GetString() == "person.erase").ToList();
        Assert.Contains(audit, one => one.GetProperty("step").GetString() == "completed" && one.GetProperty("by").GetString() == "mira" && one.GetProperty("counts").TryGetProperty("refused", out _));
        Assert.DoesNotContain(reference, audit[0].GetRawText(), StringComparison.Ordinal);
        Assert.Empty(stage.World.Facts.Each<Erasure>());
    });

    [Fact]
    public void A_dry_run_says_what_there_is_and_changes_nothing() => Stage.Play(async stage =>
    {
        var reference = await Closed(stage);
        var before = Rows(stage.World);
        var answer = await new Erasing(stage.Programme, reference).Ask(null, "?dryRun=true");
        var found = JsonDocument.Parse(answer.Text).RootElement.GetProperty("found");
        Assert.Equal((1, 1), (found.GetProperty("referrals").GetInt32(), found.GetProperty("lines").GetInt32() > 0 ? 1 : 0));
        Assert.True(found.GetProperty("rows").GetInt32() > 10 && found.GetProperty("texts").GetInt32() > 0, answer.Text);
        Assert.Equal(before, Rows(stage.World));
    });

    [Fact]
    public void What_is_open_merged_or_not_there_is_not_erased() => Stage.Play(async stage =>
    {
        await APersonIsErased.Prepared(stage.Programme);
        stage.Programme.Takes(Programme.DutyTelegram, TimeSpan.FromMinutes(1));
        var (hers, other) = (await stage.Programme.Refer(), await stage.Programme.Refer());
        await stage.Minutes(3);
        Assert.Equal((409, "open"), Code(await new Erasing(stage.Programme, hers).Ask(null)));
        Assert.Equal((404, "reference"), Code(await new Erasing(stage.Programme, CaseReference.From("00000000000000ff").ToString()).Ask(null)));
        Assert.Equal(400, (await new Erasing(stage.Programme, "RA-7F3K-8").Ask(null)).Status);
        await Merge(stage, other, hers);
        var merged = await new Erasing(stage.Programme, other).Ask(null);
        Assert.Equal((409, "merged"), Code(merged));
        Assert.Contains(hers, merged.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await Operate(stage, "GET", $"persons/erasures/{new string('a', 64)}", "")).Status);
        Assert.Equal(404, (await Operate(stage, "GET", $"persons/erasures/{hers}", "")).Status);
    });

    [Fact]
    public void Nothing_of_her_is_in_any_dump_and_nothing_that_comes_late_brings_her_back() => Stage.Play(async stage =>
    {
        Action old = () => { };
        var reference = await Closed(stage, () => old = Erasing.OldAlerts(stage.Programme));
        var ticket = stage.World.Facts.AtCarrier.First(one => one.StartsWith("referral~", StringComparison.Ordinal));
        Assert.Contains(stage.World.Sms.Messages, text => text.Body.Contains(reference, StringComparison.Ordinal));
        var held = Assert.Single(stage.World.Facts.Each<Provider>(), one => one.State.Organisation == "house-lake").State.Held;
        var erasing = new Erasing(stage.Programme, reference);
        Assert.True(await erasing.Begin());
        // From this moment on she is unknown, whoever asks.
        old();
        await stage.Minutes(1);
        Assert.Empty(stage.World.Facts.Each<Referral>());
        await stage.Later(Enough);
        var (stream, erasure) = Assert.Single(stage.World.Facts.Each<Erasure>());
        Assert.NotNull(erasure.Ended);
        Assert.Empty(Remains.Of(stage.World));
        Assert.True(erasure.Counts["redacted"] > 0);
        Assert.DoesNotContain(stage.World.Sms.Messages.Where(text => text.At < erasure.Ended), text => text.Body.Contains(CaseReference.BodyOf(reference), StringComparison.Ordinal));
        Assert.DoesNotContain(stage.World.Facts.Each<Provider>(), one => one.State.Held.Length > 0);
        Assert.Empty(held);

        // Late: an old button, the code, a report of the carrier's, the request that once opened it, an announcement, another stream's effect.
        var before = Rows(stage.World, stream.Key);
        old();
        await stage.Minutes(2);
        Assert.Contains(stage.World.Phone(Programme.DutyTelegram).All, shown => shown.Text == "There is nothing open under this code.");
        Assert.Equal(204, (await stage.Ask(Stage.Form($"/api/sms/status/{ticket}", new() { ["MessageSid"] = "SM1", ["MessageStatus"] = "undelivered", ["ErrorCode"] = "30003", ["To"] = "x", ["From"] = "y", ["AccountSid"] = SandboxSystem.Account.Sid }))).Status);
        var again = await stage.Programme.TryRefer("referral-000001", Programme.Body("immediate", "al-north", "adult"));
        Assert.Equal((409, "idempotency-key-reused"), Code(again.Reply!));
        var id = StreamId.Parse($"referral~{stream.Key}");
        var streams = stage.Process.Services.GetServices<IStreamHandler>().ToList();
        foreach (var late in Versions)
            await streams.Single(one => one.Kind == ReferralRules.Kind).Resume(new Announcement(id.Partition, new string('c', 32), late, stage.World.Time.Now.AddSeconds(-1), Priority.Urgent, true), CancellationToken.None);
        var begin = new Effect($"{CaseRules.Kind}~{stream.Key}", JsonSerializer.SerializeToElement(new CaseCommand.Start(reference, "al-north", null), CaseJson.Default.CaseCommand)) { From = id.Partition };
        Assert.True(await streams.Single(one => one.Kind == CaseRules.Kind).Apply(new StreamId(CaseRules.Kind, stream.Key), begin, "effect|late", CancellationToken.None));
        foreach (var kind in streams) await kind.Audit(CancellationToken.None);
        Assert.Equal(before, Rows(stage.World, stream.Key));
        Assert.Empty(Remains.Of(stage.World));
        Assert.Equal((404, "reference"), Code(await stage.Ask(new HttpAsk("GET", $"/api/v1/referrals/{reference}", [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", "ngo-kukes-demo-key")], []))));

        // Whoever asks is told that it was done, and when no backup can be read either; a new person gets another reference.
        var shown = JsonDocument.Parse((await Operate(stage, "GET", $"persons/erasures/{stream.Key}", "")).Text).RootElement;
        Assert.True(shown.GetProperty("isDone").GetBoolean());
        Assert.Equal(erasure.RowsGone!.Value.AddDays(30), shown.GetProperty("unreadable").GetDateTimeOffset());
        Assert.Equal(202, (await erasing.Ask(null)).Status);
        Assert.NotEqual(reference, await stage.Programme.Refer(key: "somebody-else-1"));
    });

    [Fact]
    public void What_was_merged_into_hers_goes_with_it() => Stage.Play(async stage =>
    {
        await APersonIsErased.Prepared(stage.Programme);
        stage.Programme.Takes(Programme.DutyTelegram, TimeSpan.FromMinutes(1));
        var (hers, other, third) = (await stage.Programme.Refer(), await stage.Programme.Refer(), await stage.Programme.Refer());
        await stage.Minutes(3);
        await Merge(stage, other, hers);
        await Close(stage, hers);
        await stage.Minutes(5);
        Assert.True(await new Erasing(stage.Programme, hers).Begin());
        await stage.Later(Enough);
        Assert.Equal(2, Assert.Single(stage.World.Facts.Each<Erasure>()).State.Keys.Length);
        Assert.Empty(Remains.Of(stage.World));
        Assert.Equal(third, Assert.Single(stage.World.Facts.Each<Referral>()).State.Reference);
    });

    [Fact]
    public void The_texts_and_the_draft_by_which_she_was_referred_go_too_and_one_that_is_being_written_is_waited_for() => Stage.Play(async stage =>
    {
        await APersonIsErased.Prepared(stage.Programme);
        stage.Programme.Takes(Programme.DutyTelegram, TimeSpan.FromMinutes(1));
        stage.Programme.Text(Programme.SocialSms, "REF qafe prush adult f urgent shelter sq consent");
        await stage.Minutes(1);
        stage.Programme.Text(Programme.SocialSms, "Send");
        // The police of that point are asked whether they agree; without an answer it goes on.
        await stage.Minutes(45);
        var reference = Assert.Single(stage.World.Facts.Each<Referral>()).State.Reference;
        await Close(stage, reference);
        await stage.Minutes(30);
        // The next person.
        stage.Programme.Text(Programme.SocialSms, "REF qafe prush child m urgent shelter sq consent");
        await stage.Minutes(5);
        Assert.True(await new Erasing(stage.Programme, reference).Begin());
        await stage.Later(Enough);
        Assert.Equal(ErasureStep.Drafts, Assert.Single(stage.World.Facts.Each<Erasure>()).State.Step);
        Assert.NotNull(Assert.Single(stage.World.Facts.Each(IntakeRules.Prompt)).Open);
        var texts = stage.World.Sms.Messages.Where(text => text.From == Programme.SocialSms.Value).Select(text => text.Body).ToList();
        Assert.Equal(["", "", "REF qafe prush child m urgent shelter sq consent"], texts);
        stage.Programme.Text(Programme.SocialSms, "Send");
        await stage.Later(Enough);
        Assert.NotNull(Assert.Single(stage.World.Facts.Each<Erasure>()).State.Ended);
        Assert.Empty(stage.World.Facts.Each(IntakeRules.Prompt));
        Assert.Empty(Remains.Of(stage.World));
        // The next draft is the first one again, and becomes a referral of its own.
        stage.Programme.Text(Programme.SocialSms, "REF qafe prush adult m urgent medical sq consent");
        await stage.Minutes(1);
        stage.Programme.Text(Programme.SocialSms, "Send");
        await stage.Minutes(2);
        Assert.Equal(2, stage.World.Facts.Each<Referral>().Count());
    });

    [Fact]
    public void A_carrier_that_is_down_is_asked_until_it_answers() => Stage.Play(async stage =>
    {
        var reference = await Closed(stage);
        stage.World.Sms.RefusesToRedact = true;
        Assert.True(await new Erasing(stage.Programme, reference).Begin());
        await stage.Later(TimeSpan.FromHours(8));
        Assert.Equal(ErasureStep.Carrier, Assert.Single(stage.World.Facts.Each<Erasure>()).State.Step);
        stage.World.Sms.RefusesToRedact = false;
        await stage.Minutes(30);
        Assert.NotNull(Assert.Single(stage.World.Facts.Each<Erasure>()).State.Ended);
        Assert.Empty(Remains.Of(stage.World));
    });

    [Fact]
    public void One_that_never_answers_keeps_nobodys_key_for_ever() => Stage.Play(async stage =>
    {
        var reference = await Closed(stage);
        stage.World.Sms.RefusesToRedact = true;
        Assert.True(await new Erasing(stage.Programme, reference).Begin());
        await stage.Later(ErasureSteps.Longest + TimeSpan.FromHours(2));
        var erasure = Assert.Single(stage.World.Facts.Each<Erasure>()).State;
        Assert.NotNull(erasure.Ended);
        Assert.True(erasure.Counts["texts-left"] > 0);
    });

    [Fact]
    public void What_was_closed_long_ago_goes_the_same_way_with_nobody_asked() => Stage.Play(async stage =>
    {
        var reference = await Closed(stage);
        var open = await stage.Programme.Refer();
        var (overdue, referrals) = (stage.Process.Services.GetRequiredService<EraseOverdue>(), stage.Process.Services.GetServices<IStreamHandler>().Single(one => one.Kind == ReferralRules.Kind));
        Assert.Equal(0, await overdue.Begin(referrals, stage.World.Time.Now.AddDays(-1), CancellationToken.None));
        Assert.Equal(1, await overdue.Begin(referrals, stage.World.Time.Now, CancellationToken.None));
        Assert.Equal(0, await overdue.Begin(referrals, stage.World.Time.Now, CancellationToken.None));
        await stage.Later(Enough);
        Assert.NotNull(Assert.Single(stage.World.Facts.Each<Erasure>()).State.Ended);
        Assert.Empty(Remains.Of(stage.World));
        Assert.Equal(open, Assert.Single(stage.World.Facts.Each<Referral>()).State.Reference);
        Assert.NotEqual(reference, open);
    });

    /// <summary>Somebody was assisted, and it is closed; the backup was texted, and an hour has passed.</summary>
    private static async Task<string> Closed(Stage stage, Action? also = null)
    {
        await APersonIsErased.Prepared(stage.Programme);
        APersonIsErased.Assisted(stage.Programme);
        also?.Invoke();
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(60);
        Assert.True(stage.Referral(reference).State.IsClosed);
        return reference;
    }

    private static async Task Merge(Stage stage, string one, string into)
    {
        var desk = stage.Process.Services.GetRequiredService<ReferralHandler>();
        Assert.IsType<Outcome<Referral>.Done>(await desk.Merge(Duty(stage), CaseReference.Parse(one)!.Value, CaseReference.Parse(into)!.Value, $"merge-{one}", CancellationToken.None));
        await stage.Minutes(2);
    }

    private static async Task Close(Stage stage, string reference) => Assert.IsType<Outcome<Referral>.Done>(
        await stage.Process.Services.GetRequiredService<ReferralHandler>().Do(CaseReference.Parse(reference)!.Value, new ReferralCommand.Close(Duty(stage), "completed"), $"close-{reference}", "north-duty", CancellationToken.None));

    private static Actor Duty(Stage stage) => Actor.Of(stage.World.Facts.Directory.Find(new PersonId("north-duty"))!);

    private static Task<HttpReply> Operate(Stage stage, string method, string route, string body) => stage.Ask(new HttpAsk(method, $"/api/operations/{route}", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "mira"), ("Content-Type", "application/json")], Encoding.UTF8.GetBytes(body)));

    private static (int Status, string? Code) Code(HttpReply reply) => (reply.Status, JsonDocument.Parse(reply.Text).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);

    /// <summary>Every row that names a key, or of all referrals and what hangs on them, as it stands.</summary>
    private static List<string> Rows(World world, string key = "referral~") =>
        [.. from table in House.Played.Tables from row in world.Account.Tables.Rows(table) let name = $"{row.PartitionKey}|{row.RowKey}" where name.Contains(key, StringComparison.Ordinal) orderby name select $"{table}|{name}|{row.ETag}"];
}
