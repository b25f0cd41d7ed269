using System.Text.Json;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Document;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Functions.Referrals.Api;

namespace ServerlessAssist.Tests.Functions.Api;

/// <summary>Bodies are read by what their types declare.</summary>
public sealed class BodyReaderTests
{
    [Fact]
    public void Every_kind_of_member_is_read()
    {
        var form = Form("""
            { "region": " al-north ", "urgency": "urgent", "age": "adult", "sex": "female", "languages": ["sq", "en"], "needs": ["shelter"],
              "consent": { "referral": false, "override": "a life is at risk" }, "point": null }
            """);
        var body = BodyReader.Read(form, ReferralBodiesJson.Default.NewReferral)!;
        Assert.Equal(("al-north", null, "urgent"), (body.Region, body.Point, body.Urgency));
        Assert.Equal(["sq", "en"], body.Languages);
        Assert.Equal(new ConsentToRefer(false, "a life is at risk"), body.Consent);
        Assert.Equal(new DutyBody("al-north", new DateOnly(2026, 3, 6)), Read("""{ "region": "al-north", "day": "2026-03-06" }"""));
        Assert.Equal(7, BodyReader.Read(Form("""{ "places": 7 }"""), ReferralBodiesJson.Default.PlacesShown)!.Places);
        var until = BodyReader.Read(Form("""{ "until": "2026-03-09T00:00:00+01:00" }"""), StaffBodiesJson.Default.AbsenceShown)!.Until;
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.FromHours(1)), until);
        Assert.Null(BodyReader.Read(Form("{}"), StaffBodiesJson.Default.AbsenceShown)!.Until);
    }

    [Fact]
    public void All_faults_are_named_at_once_by_their_path()
    {
        var form = Form("""{ "urgency": "soon", "age": "adult", "sex": "female", "languages": ["sq", "sq"], "needs": [], "consent": {}, "more": 1 }""");
        Assert.Null(BodyReader.Read(form, ReferralBodiesJson.Default.NewReferral));
        Assert.Equal(
            ["consent.referral", "languages[1]", "more", "needs", "region", "urgency"], form.Faults().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "region": "al-north", "day": "2026-02-30" }""", "day")]
    [InlineData("""{ "region": "al-north", "day": 6 }""", "day")]
    [InlineData("""{ "region": "", "day": "2026-03-06" }""", "region")]
    [InlineData("""{ "region": null, "day": "2026-03-06" }""", "region")]
    public void What_does_not_keep_to_its_constraint_is_a_fault(string json, string field)
    {
        var form = Form(json);
        Assert.Null(BodyReader.Read(form, StaffBodiesJson.Default.DutyBody));
        Assert.Equal([field], form.Faults().Keys);
    }

    [Fact]
    public void Examples_of_bodies_are_read_without_a_fault() =>
        Assert.All(
            new[]
            {
                Faults(CasesBodiesJson.Default.ConsentBody), Faults(StaffBodiesJson.Default.QuietShown), Faults(ReferralBodiesJson.Default.ShareCaseBody),
            },
            Assert.Empty);

    [Fact]
    public void An_operation_cannot_name_a_problem_that_no_module_brings()
    {
        var alone = new ApiModule { Endpoints = [typeof(OfferEndpoints)], Json = [], Problems = [] };
        Assert.Throws<InvalidOperationException>(() => new ApiOperations([alone]).All.Length);
    }

    private static IEnumerable<string> Faults<T>(System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        var form = Form(ApiSchemas.ExampleOf(typeof(T)).ToJsonString());
        BodyReader.Read(form, type);
        return form.Faults().Keys;
    }

    private static DutyBody? Read(string json) => BodyReader.Read(Form(json), StaffBodiesJson.Default.DutyBody);

    private static Form Form(string json) => new(JsonElement.Parse(json));
}
