using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Configuration;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Reads the body of a new referral.</summary>
public static class ReferralRequest
{
    private static readonly string[] Urgencies = ["immediate", "urgent", "routine"];
    private static readonly string[] Ages = ["adult", "child"];
    internal static readonly string[] Sexes = ["female", "male", "other", "unknown"];

    /// <summary>As below, and where it is has to be here.</summary>
    /// <returns>Null when the form has faults.</returns>
    public static ReferralFacts? Read(Form form, People.Directory people)
    {
        if (Read(form) is not { } facts) return null;
        var region = people.Region(facts.Region);
        if (region is null) form.Fault("region", "is not a region here");
        else if (facts.Point is { } point && !region.Points.Contains(point)) form.Fault("point", "is not a point of this region; leave it out if none fits");
        return form.Faults().Count == 0 ? facts : null;
    }

    /// <returns>Null when the form has faults.</returns>
    public static ReferralFacts? Read(Form form)
    {
        var consent = form.Inner("consent");
        var (given, reason) = (consent?.Bool("referral"), consent?.OptionalText("override", 300));
        if (given == false && reason is null)
            consent!.Fault("referral", "must be true: ask for consent to refer; or give consent.override, the reason why a life is at risk without it");
        var facts = new ReferralFacts(
            form.Text("region", 40) ?? "",
            form.OptionalText("point", 60),
            form.OptionalText("origin", 60),
            form.OneOf("urgency", Urgencies) switch { "immediate" => Urgency.Immediate, "urgent" => Urgency.Urgent, _ => Urgency.Routine },
            form.OneOf("age", Ages) == "child" ? AgeGroup.Child : AgeGroup.Adult,
            form.OneOf("sex", Sexes) ?? "",
            [.. form.SomeOf("languages", 1, PeopleFile.Spoken)],
            [.. form.SomeOf("needs", 1, PeopleFile.Needs)],
            given ?? false, reason,
            form.OptionalText("contact", 300),
            form.OptionalText("name", 100)) { ExternalReference = form.OptionalText("externalReference", 40) };
        return form.Faults().Count == 0 ? facts : null;
    }
}
