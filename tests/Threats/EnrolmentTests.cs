using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.People.Enrolment;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Somebody wants to become somebody else, to stay after leaving, or to do alone what takes two.</summary>
public sealed class EnrolmentTests
{
    private static readonly Address Guesser = new(ChannelKind.Telegram, "700000041"), Newcomer = new(ChannelKind.Telegram, "700000042");
    private static readonly Address Number = new(ChannelKind.Sms, "+355690000043"), Other = new(ChannelKind.Sms, "+355690000044");
    private static readonly string[] NotHers = ["/invite regional-coordinator al-north mission-al en North 9", "/leave North 2", "/reenrol North 2", "/invite", "/leave", "/leave Nobody"];
    private static readonly string[] Commands = ["/invite", "/leave", "/reenrol", "/lost", "/channels", "/rota", "/take", "/away", "/quiet", "/back"];
    private static long _update = 900_000;

    [Fact]
    public void Of_ten_thousand_guesses_a_few_are_looked_at_and_nobody_else_is_slowed() => Stage.Play(async stage =>
    {
        var code = await Invite(stage, "North 9");
        for (var guess = 0; guess < 10_000; guess++) await Write(stage, Guesser, string.Create(CultureInfo.InvariantCulture, $"K7QMX3{Letters(guess)}"));
        Assert.Single(stage.World.Facts.Each<EnrolmentAttempt>());
        Assert.InRange(stage.World.Facts.Each<EnrolmentAttempt>().Single().State.Tries, EnrolmentAttemptRules.Free, EnrolmentAttemptRules.MostInADay);
        await Write(stage, Guesser, code);
        Assert.Null(stage.World.Facts.Directory.Find(Guesser));
        Assert.Contains("Hello", await Write(stage, Newcomer, $"/start {code}"), StringComparison.Ordinal);
        Assert.NotNull(stage.World.Facts.Directory.Find(Newcomer));
    });

    [Fact]
    public void Wrong_used_old_and_too_soon_look_the_same_to_a_stranger() => Stage.Play(async stage =>
    {
        var (used, old) = (await Invite(stage, "North 8"), await Invite(stage, "North 9"));
        await Write(stage, Newcomer, used);
        await stage.Later(EnrolmentRules.CodeLives);
        var answers = new List<string> { await Write(stage, Guesser, "K7QMX3WP9D"), await Write(stage, Guesser, used), await Write(stage, Guesser, old) };
        var fresh = await Invite(stage, "North 7");
        for (var tries = 0; tries < 2; tries++) await Write(stage, Guesser, "K7QMX3WP9D");
        answers.Add(await Write(stage, Guesser, fresh));
        Assert.Single(answers.Distinct());
        Assert.Contains("not taken", answers[0], StringComparison.Ordinal);
        Assert.Null(stage.World.Facts.Directory.Find(Guesser));
    });

    [Fact]
    public void Who_forges_a_sender_does_not_get_the_digits_and_they_are_worth_nothing_from_elsewhere() => Stage.Play(async stage =>
    {
        var code = await Invite(stage, "North 9");
        var answer = (await stage.Ask(stage.Sms(Number.Value, code))).Text;
        var digits = System.Text.RegularExpressions.Regex.Match(answer, "[0-9]{6}").Value;
        Assert.Null(stage.World.Facts.Directory.Find(Number));
        await stage.Ask(stage.Sms(Other.Value, digits));
        Assert.Null(stage.World.Facts.Directory.Find(Other));
        Assert.Contains("Hello", (await stage.Ask(stage.Sms(Number.Value, digits))).Text, StringComparison.Ordinal);
        Assert.NotNull(stage.World.Facts.Directory.Find(Number));
    });

    [Fact]
    public void No_code_stands_in_storage_and_no_stored_reply_holds_it() => Stage.Play(async stage =>
    {
        var admin = await Admin(stage);
        var shown = await Write(stage, admin, "/invite regional-coordinator al-north mission-al en North 9");
        var code = System.Text.RegularExpressions.Regex.Match(shown, "[2-9A-Z]{5}-[2-9A-Z]{5}").Value.Replace("-", "", StringComparison.Ordinal);
        Assert.Contains($"start={code}", shown, StringComparison.Ordinal);
        var streams = stage.Process.Services.GetRequiredService<StreamHandler<StaffRegister, StaffEvent, StaffCommand>>();
        var all = JsonSerializer.Serialize(stage.World.Facts.Directory) + JsonSerializer.Serialize((await streams.History(StaffRules.Id, CancellationToken.None))!.SelectMany(commit => commit.Events));
        Assert.DoesNotContain(code, all, StringComparison.OrdinalIgnoreCase);
        // The same message again: the same answer, though no store holds it.
        Assert.Equal(shown, (await stage.Ask(Stage.Update(Stage.Message(_update, admin.Value, "\"text\":\"/invite regional-coordinator al-north mission-al en North 9\"")))).Text);
    });

    [Fact]
    public void A_phone_that_another_instance_has_cut_a_moment_ago_takes_nothing() => Stage.Play(async stage =>
    {
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(1);
        var alert = stage.Alert(Programme.DutyTelegram);
        await Write(stage, Programme.DutyTelegram, "/rota");
        // Past this process's own copy, as another instance does it.
        await stage.Process.Services.GetRequiredService<StreamHandler<StaffRegister, StaffEvent, StaffCommand>>()
            .Handle(StaffRules.Id, new StaffCommand.Leave(Requester.Operator(), new PersonId("north-duty")), "elsewhere", "operator", CancellationToken.None);
        await stage.Ask(Stage.Update(Stage.Press(++_update, Programme.DutyTelegram.Value, alert, alert.Buttons[0].Data)));
        Assert.Null(stage.Referral(reference).State.TakenBy);
        Assert.Empty(stage.World.Facts.Directory.ChannelsOf(new PersonId("north-duty")));
    });

    [Fact]
    public void Alone_nobody_changes_the_top_and_the_try_is_written_down() => Stage.Play(async stage =>
    {
        var file = Encoding.UTF8.GetBytes(Programme.DemoPeople().GetRawText().Replace("\"authority\": [\"authority\"]", "\"authority\": [\"north-duty\"]", StringComparison.Ordinal));
        var answer = await Operate(stage, "PUT", "people", file);
        Assert.Equal(202, answer.Status);
        var id = JsonDocument.Parse(answer.Text).RootElement.GetProperty("pending").GetString();
        Assert.Equal(403, (await Operate(stage, "POST", $"approvals/{id}", """{"operator":"Operator"}"""u8.ToArray())).Status);
        Assert.Equal("authority", stage.World.Facts.Directory.Region("al-north")!.Authority.Single().Value);
        var history = await stage.Process.Services.GetRequiredService<StreamHandler<StaffRegister, StaffEvent, StaffCommand>>().History(StaffRules.Id, CancellationToken.None);
        Assert.Contains(history!.SelectMany(commit => commit.Events), happened => happened is StaffEvent.RequestRefused { Why: "same-person" });
        await stage.Later(ApprovalRules.Waits + TimeSpan.FromMinutes(2));
        Assert.Empty(stage.World.Facts.Directory.Pending);
        Assert.Equal(409, (await Operate(stage, "POST", $"approvals/{id}", """{"operator":"besa"}"""u8.ToArray())).Status);
    });

    [Fact]
    public void Staff_commands_do_nothing_for_somebody_without_the_right_and_nothing_by_SMS() => Stage.Play(async stage =>
    {
        var before = stage.World.Facts.Directory;
        foreach (var command in NotHers)
        {
            await Write(stage, Programme.DutyTelegram, command);
            await stage.Ask(stage.Sms(Programme.OperationsSms.Value, command));
        }
        await stage.Ask(stage.Sms(Programme.DutySms.Value, "/lost telegram"));
        var after = stage.World.Facts.Directory;
        Assert.Equal(before.Staff.Select(one => one.Id), after.Staff.Select(one => one.Id));
        Assert.Empty(after.Invitations);
        Assert.Empty(after.Cut);
    });

    [Fact]
    public void Hostile_words_after_a_command_are_taken_calmly() => Stage.Play(async stage =>
    {
        var admin = await Admin(stage);
        string[] hostile = ["", "\\u0000", "\\u202e", "{0} {name}", new string('a', 4000), "=cmd|' /C calc'!A0", "'; drop table", "99999999999999999999", "-1", "31.2.", "2026-13-45", "24-25", "e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301"];
        foreach (var command in Commands)
            foreach (var words in hostile)
                Assert.Equal(200, (await stage.Ask(Stage.Update(Stage.Message(++_update, admin.Value, $"\"text\":\"{command} {words}\"")))).Status);
        Assert.Empty(stage.World.Facts.Violations);
        Assert.NotNull(stage.World.Facts.Directory.Find(admin));
    });

    private static async Task<string> Invite(Stage stage, string name, string role = "regional-coordinator")
    {
        var answer = await Operate(stage, "POST", "invitations", Encoding.UTF8.GetBytes($$"""{"role":"{{role}}","organisation":"mission-al","regions":["al-north"],"language":"en","callName":"{{name}}"}"""));
        Assert.Equal(201, answer.Status);
        Assert.Contains("svg", answer.Text, StringComparison.Ordinal);
        return JsonDocument.Parse(answer.Text).RootElement.GetProperty("code").GetString()!.Replace("-", "", StringComparison.Ordinal);
    }

    private static async Task<Address> Admin(Stage stage)
    {
        var admin = new Address(ChannelKind.Telegram, "700000045");
        await Write(stage, admin, $"/start {await Invite(stage, "Operations 2", "administrator")}");
        return admin;
    }

    private static Task<HttpReply> Operate(Stage stage, string method, string route, byte[] body) =>
        stage.Ask(new HttpAsk(method, $"/api/operations/{route}", [("x-functions-key", SandboxSystem.MasterKey), ("X-Operator", "operator"), ("Content-Type", "application/json")], body));

    private static async Task<string> Write(Stage stage, Address from, string text) => (await stage.Ask(Stage.Update(Stage.Message(++_update, from.Value, $"\"text\":{JsonSerializer.Serialize(text)}")))).Text;

    private static string Letters(int number) => string.Concat(Enumerable.Range(0, 4).Select(at => "23456789ABCDEFGH"[number >> (4 * at) & 15]));
}
