using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Approvals;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Functions.Referrals.CaseFiles;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;
using ServerlessAssist.Tests.Functions.People.Api;
using ServerlessAssist.Tests.Functions.Referrals.Api;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.CaseFiles;

/// <summary>Files of cases at the API's doors: who may, who must agree, what is written down, what comes in.</summary>
public sealed class CaseFileApiTests
{
    private const string Names = "con_Consent,prs_Gender,prs_PrimaryLanguage,rfl_Region,rfl_Urgency,rfl_AgeGroup,rfl_Needs,vic_TypeOfExploitation\r\n", Good = "TRUE,Feminine,sqi,al-north,urgent,adult,shelter;medical,ForcedLabour\r\n";

    [Fact]
    public void A_file_refers_whom_it_holds_and_says_what_it_does_not_keep_and_the_same_again_refers_nobody_twice() => Stage.Play(async stage =>
    {
        var call = Client.NewKey();
        var first = await Send(stage, Names + Good + Good.Replace("urgent", "immediate", StringComparison.Ordinal), call);
        Assert.Equal(201, first.Status);
        var cases = Client.Read(first)["cases"]!.AsArray();
        Assert.Equal([2, 3], cases.Select(one => (int)one!["row"]!));
        Assert.Equal(["vic_TypeOfExploitation"], cases[0]!["notKept"]!.AsArray().Select(name => (string)name!));
        var facts = stage.Referral((string)cases[1]!["reference"]!).State.Facts!;
        Assert.Equal(("al-north", Urgency.Immediate, "female", true), (facts.Region, facts.Urgency, facts.Sex, facts.Consent));
        await stage.Minutes(1);
        Assert.NotNull(stage.Alert(Programme.DutyTelegram));

        var again = await Send(stage, Names + Good + Good.Replace("urgent", "immediate", StringComparison.Ordinal), call);
        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Equal(2, stage.World.Facts.Each<Referral>().Count());
        Assert.Equal((409, "idempotency-key-reused"), Said(await Send(stage, Names + Good, call)));
    });

    [Fact]
    public void One_bad_row_opens_nothing_and_each_fault_is_named_by_row_and_field() => Stage.Play(async stage =>
    {
        var answer = await Send(stage, Names + Good + Good.Replace("Feminine", "Woman", StringComparison.Ordinal) + Good.Replace("al-north", "mars", StringComparison.Ordinal));
        Assert.Equal((400, "fields"), Said(answer));
        Assert.Equal(["row 3: prs_Gender", "row 4: rfl_Region"], Client.Read(answer)["errors"]!.AsObject().Select(fault => fault.Key).Order());
        Assert.Contains("NonSpecifiedUnknown", answer.Text, StringComparison.Ordinal);
        Assert.Empty(stage.World.Facts.Each<Referral>());
    });

    [Fact]
    public void Only_looked_at_nothing_is_opened() => Stage.Play(async stage =>
    {
        var answer = await Send(stage, Names + Good, null, "?dryRun=true");
        Assert.Equal(200, answer.Status);
        Assert.Null(Client.Read(answer)["cases"]![0]!["reference"]);
        Assert.Empty(stage.World.Facts.Each<Referral>());
        Assert.Equal((400, "query"), Said(await Send(stage, Names + Good, null, "?dryRun=perhaps")));
    });

    [Fact]
    public void What_is_no_table_too_large_or_sent_as_something_else_is_refused() => Stage.Play(async stage =>
    {
        Assert.Equal((415, "not-a-table"), Said(await Send(stage, "{}", null, "", "application/json")));
        Assert.Equal((400, "table"), Said(await Send(stage, "PK", null, "", CaseTable.XlsxType)));
        Assert.Equal((400, "table"), Said(await Send(stage, "a,b\n1,2")));
        Assert.Equal((413, "too-large"), Said(await Send(stage, Names + new string('x', CaseTable.MaxBytes))));
        Assert.Equal((403, "scope"), Said(await new Client(stage, Client.Mission).Post("case-files")));
        Assert.Equal((400, "idempotency-key"), Said(await stage.Ask(new HttpAsk("POST", "/api/v1/case-files", [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", Client.Ngo), ("Content-Type", "text/csv")], []))));
    });

    [Fact]
    public void A_file_of_many_opens_no_more_than_the_organisation_s_limit_and_goes_on_when_it_is_sent_again() => Stage.Play(async stage =>
    {
        var (file, call) = (Names + string.Concat(Enumerable.Repeat(Good, 3)), Client.NewKey());
        Assert.Equal((429, "too-many"), Said(await Send(stage, file, call)));
        Assert.Equal(2, stage.World.Facts.Each<Referral>().Count());
        await stage.Minutes(40);
        var answer = await Send(stage, file, call);
        Assert.Equal((201, 3), (answer.Status, Client.Read(answer)["cases"]!.AsArray().Count));
        Assert.Equal(3, stage.World.Facts.Each<Referral>().Count());
    }, new LimitSettings { Organisation = new Rate { Hour = 2, Burst = 2 } });

    [Fact]
    public void Alone_nobody_takes_a_case_out_and_with_a_second_it_is_written_down_with_whom_it_was_shared() => Stage.Play(async stage =>
    {
        var (door, reference) = (await Door.Of(stage), await stage.Programme.Refer());
        var (status, answer, _) = await door.Share(reference, "Shelter Sarajevo", "consent");
        Assert.Equal(202, status);
        var approval = (string)JsonNode.Parse(answer)!["approval"]!;
        // Asking again asks nobody twice.
        Assert.Equal((202, approval), ((await door.Share(reference, "Shelter Sarajevo", "consent")).Status, (string?)JsonNode.Parse((await door.Share(reference, "Shelter Sarajevo", "consent")).Text)!["approval"]));
        Assert.Equal(403, (await door.Share(reference, "Shelter Sarajevo", "consent", approval)).Status);
        Assert.Equal(403, (await door.Share(reference, "Shelter Sarajevo", "consent", "000000000000")).Status);
        Assert.Empty(stage.Referral(reference).State.Shares);

        await door.Agree(approval);
        var other = await stage.Programme.Refer();
        Assert.Equal(403, (await door.Share(other, "Shelter Sarajevo", "consent", approval)).Status);
        var call = Client.NewKey();
        var (taken, _, bytes) = await door.Share(reference, "Shelter Sarajevo", "consent", approval, call);
        Assert.Equal(200, taken);
        var row = Assert.Single(CaseTable.Read(bytes, "csv"));
        Assert.Equal(("Markera Markerova", "TRUE", "Shelter Sarajevo", reference), (row.Of("prs_FirstName"), row.Of("con_Consent"), row.Of("cas_ReferredOrganisation"), row.Of("rfl_Reference")));
        var share = Assert.Single(stage.Referral(reference).State.Shares);
        Assert.Equal(("Shelter Sarajevo", "consent", "north-duty"), (share.With, share.Basis, share.By.Value));
        Assert.Contains("name", share.Fields);

        // A lost answer is fetched again by the same call; by another it is not.
        Assert.Equal(200, (await door.Share(reference, "Shelter Sarajevo", "consent", approval, call)).Status);
        Assert.Equal(403, (await door.Share(reference, "Shelter Sarajevo", "consent", approval)).Status);
        Assert.Single(stage.Referral(reference).State.Shares);
    });

    [Fact]
    public void A_case_travels_as_a_file() => Stage.Play(async stage =>
    {
        var (door, reference) = (await Door.Of(stage), await stage.Programme.Refer());
        var approval = (string)JsonNode.Parse((await door.Share(reference, "NGO Vlore", "life-at-risk")).Text)!["approval"]!;
        await door.Agree(approval);
        var (_, text, file) = await door.Share(reference, "NGO Vlore", "life-at-risk", approval);
        Assert.DoesNotContain("arker", text, StringComparison.Ordinal);
        var answer = await stage.Ask(new HttpAsk("POST", "/api/v1/case-files?region=al-south",
            [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", Client.OtherNgo), ("Idempotency-Key", Client.NewKey()), ("Content-Type", "text/csv")], file));
        Assert.Equal(201, answer.Status);
        var (there, here) = (stage.Referral(reference).State.Facts!, stage.Referral((string)Client.Read(answer)["cases"]![0]!["reference"]!).State.Facts!);
        Assert.Equal((there.Urgency, there.Age, there.Sex, there.Origin, false, "life-at-risk"), (here.Urgency, here.Age, here.Sex, here.Origin, here.Consent, here.Override));
        Assert.Equal(there.Needs, here.Needs);
        Assert.Equal(("al-south", null, null, null, reference), (here.Region, here.Name, here.Contact, here.Point, here.ExternalReference));
    });

    private static (int, string?) Said(HttpReply reply) => (reply.Status, Client.Code(reply));

    private static Task<HttpReply> Send(Stage stage, string file, string? call = null, string query = "", string type = "text/csv") => stage.Ask(new HttpAsk(
        "POST", $"/api/v1/case-files{query}", [("x-functions-key", SandboxSystem.FunctionKey), ("X-Api-Key", Client.Ngo), ("Idempotency-Key", call ?? Client.NewKey()), ("Content-Type", type)], Encoding.UTF8.GetBytes(file)));

    /// <summary>The door for a coordinator who is signed in, in a house that knows her token.</summary>
    private sealed class Door(Stage stage, CaseFileEndpoints files, string token)
    {
        public static async Task<Door> Of(Stage stage)
        {
            var people = JsonNode.Parse(Programme.DemoPeople().GetRawText())!;
            people["staff"]!.AsArray().First(one => (string?)one!["id"] == "north-duty")!["entra"] = Tenant.Person;
            await stage.Programme.Load(Encoding.UTF8.GetBytes(people.ToJsonString()));
            var (tenant, house) = (new Tenant(), stage.Process.Services);
            var callers = new Callers(house.GetRequiredService<StaffDirectory>(), tenant.Tokens(), house.GetRequiredService<KeyUses>(), house.GetRequiredService<TimeProvider>());
            var (door, streams) = (new ApiPipeline(callers, house.GetRequiredService<ApiOperations>(), new Random(1)), house.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>());
            var sharing = new CaseFileSharing(new ReferralPipeline(door, streams, house.GetRequiredService<BlindIndex>()), house.GetRequiredService<SecondPerson>(), streams);
            return new Door(stage, new CaseFileEndpoints(door, house.GetRequiredService<CaseFileOpening>(), sharing), tenant.Sign(Tenant.Claims));
        }

        public async Task<(int Status, string Text, byte[] Bytes)> Share(string reference, string with, string basis, string? approval = null, string? call = null)
        {
            using var answer = new MemoryStream();
            var context = new DefaultHttpContext { RequestServices = stage.Process.Services };
            context.Response.Body = answer;
            context.Request.Method = "POST";
            context.Request.ContentType = "application/json";
            context.Request.Headers.Authorization = $"Bearer {token}";
            context.Request.Headers["Idempotency-Key"] = call ?? Client.NewKey();
            context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["with"] = with, ["basis"] = basis, ["format"] = "csv", ["approval"] = approval }.ToJsonString()));
            await (await files.ShareCaseFile(context.Request, reference, CancellationToken.None)).ExecuteAsync(context);
            if (context.Response.StatusCode == 200) Assert.Equal(("no-store", true), (context.Response.Headers.CacheControl.ToString(), context.Response.Headers.ContentDisposition.ToString().StartsWith("attachment", StringComparison.Ordinal)));
            return (context.Response.StatusCode, Encoding.UTF8.GetString(answer.ToArray()), answer.ToArray());
        }

        /// <summary>An administrator agrees on her phone.</summary>
        public async Task Agree(string approval) =>
            Assert.IsType<Outcome<StaffRegister>.Done>(await stage.Process.Services.GetRequiredService<StaffDirectory>()
                .Handle(new StaffCommand.Approve(new Requester("operations", new("operations")), approval), $"agree|{approval}", "operations", CancellationToken.None));
    }
}
