using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.SubjectAccess;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Privacy.SubjectAccess;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Privacy.SubjectAccess;

/// <summary>What a person may read of herself, and what stands between it and everybody else.</summary>
public sealed class PersonFileTests
{
    [Fact]
    public void Every_event_has_a_name_in_it()
    {
        var types = new[] { typeof(ReferralEvent), typeof(CaseEvent) }.SelectMany(type => type.GetNestedTypes().Where(one => one.IsSubclassOf(type))).ToList();
        Assert.True(types.Count > 50);
        Assert.All(types, type => Assert.Contains(type, types.SelectMany(one => one.BaseType!.GetCustomAttributes<JsonDerivedTypeAttribute>()).Select(one => one.DerivedType)));
    }

    [Fact]
    public void Every_kind_of_a_person_s_streams_is_shown_by_one_part_of_the_file() => Run.OnOwnThread(() =>
    {
        var services = new World(new WorldOptions(1, new NoFault())).Processes[0].Services;
        var kept = services.GetServices<IStreamHandler>().Where(one => one.Definition.Ownership == Ownership.Person).Select(one => one.Kind);
        var parts = services.GetServices<IPersonFilePart>().ToList();
        Assert.Equal(kept.Order(StringComparer.Ordinal), parts.SelectMany(part => part.Kinds).Order(StringComparer.Ordinal));
        Assert.Equal(parts.Count, parts.Select(part => part.Name).Distinct().Count());
        return 0;
    });

    [Fact]
    public void Alone_nobody_reads_a_person_s_file_and_who_tried_is_written_down() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        var asked = await Ask(stage, reference);
        Assert.Equal(202, asked.Status);
        var approval = (string)Client.Read(asked)["approval"]!;
        Assert.Equal((403, "no-second"), Said(await Ask(stage, reference, approval)));
        // The one with the master key is not the second under another name.
        Assert.Equal(403, (await stage.Ask(new HttpAsk("POST", $"/api/operations/approvals/{approval}", [("x-functions-key", SandboxSystem.MasterKey), ("Content-Type", "application/json")], """{"operator":"somebody else"}"""u8.ToArray()))).Status);
        Assert.Equal((403, "no-second"), Said(await Ask(stage, reference, approval)));
        Assert.Empty(await Given(stage, stage.Referral(reference).Stream));
        Assert.Equal(2, (await Log(stage)).Count(line => (string?)line!["step"] == "requested"));
    });

    [Fact]
    public void With_a_second_all_that_is_held_of_her_is_given_once_and_nothing_of_others() => Stage.Play(async stage =>
    {
        stage.Programme.Takes(Programme.DutyTelegram, TimeSpan.FromMinutes(1));
        var (reference, twin, other) = (await stage.Programme.Refer(), await stage.Programme.Refer(), await stage.Programme.Refer());
        await stage.Minutes(5);
        var streams = stage.Process.Services.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>();
        var duty = new Actor(new("north-duty"), Role.RegionalCoordinator, "mission-al", ["al-north"]);
        var (mine, into) = (stage.Referral(twin).Stream, stage.Referral(reference).Stream);
        await streams.Handle(into, new ReferralCommand.AddNote(duty, "North 1", "She would like to learn to sew"), "say-1", "north-duty", CancellationToken.None);
        await streams.Handle(mine, new ReferralCommand.Merge(duty, reference, into.Partition), "merge-1", "north-duty", CancellationToken.None);
        await stage.Minutes(2);

        var approval = await Agreed(stage, reference);
        var given = await Ask(stage, reference.ToLowerInvariant(), approval);
        Assert.Equal(200, given.Status);
        // A person reads it: a time is written as a time, in the parts too.
        Assert.DoesNotContain("\\u002B", given.Text, StringComparison.Ordinal);
        var file = Client.Read(given);
        Assert.Equal([reference, twin], file["referrals"]!.AsArray().Select(one => (string)one!["reference"]!));
        var first = file["referrals"]![0]!;
        Assert.Equal(("Markera Markerova", "al-north", "North 1 (regional-coordinator)"), ((string?)first["facts"]!["name"], (string?)first["facts"]!["region"], (string?)first["with"]));
        var lines = first["history"]!.AsArray();
        Assert.Contains(lines, line => (string?)line!["what"] == "note-added" && (string?)line["detail"] == "She would like to learn to sew" && (string?)line["by"] == "North 1 (regional-coordinator)");
        Assert.Contains(lines, line => (string?)line!["what"] == "file-exported");
        // Others: who referred her, whose referral looked alike, who works here.
        foreach (var word in new[] { "marker-contact", other, "north-duty", "+355", "700000011", Stage.CodeFor(stage.Referral(reference).State, new("north-duty")), stage.Referral(reference).State.Secret })
            Assert.DoesNotContain(word, given.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("contact", file["leftOut"]!.ToJsonString(), StringComparison.Ordinal);

        foreach (var stream in new[] { mine, into })
            Assert.Equal([new ReferralEvent.FileExported("mira", "operations")], await Given(stage, stream));
        var log = await Log(stage);
        Assert.Contains(log, line => (string?)line!["step"] == "completed" && (int?)line["counts"]!["referrals"] == 2);
        Assert.DoesNotContain(reference, log.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((403, "no-second"), Said(await Ask(stage, reference, approval)));
    });

    [Fact]
    public void Five_a_day_are_let_through_whoever_has_agreed() => Stage.Play(async stage =>
    {
        for (var at = 0; at < GivePersonFile.MostADay; at++)
        {
            var reference = await stage.Programme.Refer();
            Assert.Equal(200, (await Ask(stage, reference, await Agreed(stage, reference))).Status);
        }
        var last = await stage.Programme.Refer();
        var approval = await Agreed(stage, last);
        Assert.Equal((429, "too-many"), Said(await Ask(stage, last, approval)));
        await stage.Minutes(17 * 60);
        Assert.Equal(200, (await Ask(stage, last, approval)).Status);
    });

    [Fact]
    public void What_was_refused_uses_none_of_the_day_up() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer();
        var approval = await Agreed(stage, reference);
        for (var at = 0; at <= GivePersonFile.MostADay; at++) Assert.Equal((403, "no-second"), Said(await Ask(stage, reference, $"00000000000{at}")));
        Assert.Equal(200, (await Ask(stage, reference, approval)).Status);
    });

    [Fact]
    public void What_is_none_is_refused() => Stage.Play(async stage =>
    {
        Assert.Equal((404, "reference"), Said(await Ask(stage, "RA-0A00-M")));
        Assert.Equal((404, "reference"), Said(await Ask(stage, "x")));
        Assert.Equal(401, (await stage.Ask(new HttpAsk("POST", "/api/operations/persons/files", [("x-functions-key", SandboxSystem.FunctionKey), ("Content-Type", "application/json")], "{}"u8.ToArray()))).Status);
    });

    /// <summary>Who has read it, as it is written down with her referral.</summary>
    private static async Task<IReadOnlyList<ReferralEvent>> Given(Stage stage, StreamId stream) =>
        [.. (await stage.Process.Services.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>().History(stream, CancellationToken.None))!.SelectMany(commit => commit.Events).Where(happened => happened is ReferralEvent.FileExported)];

    private static async Task<string> Agreed(Stage stage, string reference)
    {
        var approval = (string)Client.Read(await Ask(stage, reference))["approval"]!;
        await stage.Process.Services.GetRequiredService<StaffDirectory>().Handle(new StaffCommand.Approve(new Requester("operations", new("operations")), approval), $"agree|{approval}", "operations", CancellationToken.None);
        return approval;
    }

    private static Task<HttpReply> Ask(Stage stage, string reference, string? approval = null) => stage.Ask(new HttpAsk(
        "POST", "/api/operations/persons/files", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "Mira"), ("Content-Type", "application/json")],
        Encoding.UTF8.GetBytes(new JsonObject { ["reference"] = reference, ["approval"] = approval }.ToJsonString())));

    /// <summary>What operators have done about files of persons.</summary>
    private static async Task<JsonArray> Log(Stage stage)
    {
        var all = JsonNode.Parse((await stage.Ask(new HttpAsk("GET", "/api/operations/audit", [("x-functions-key", SandboxSystem.MasterKey)], []))).Text)!.AsArray();
        return [.. all.Where(line => (string?)line!["what"] == GivePersonFile.What).Select(line => line!.DeepClone())];
    }

    private static (int, string?) Said(HttpReply reply) => (reply.Status, Client.Code(reply));
}
