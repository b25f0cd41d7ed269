using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Referrals.Api;

namespace ServerlessAssist.Functions.Referrals.Openings;

/// <summary>Reads the body of a new referral.</summary>
public static class ReferralRequest
{
    public static readonly string[] Urgencies = ["immediate", "urgent", "routine"];
    public static readonly string[] Sexes = ["female", "male", "other", "unknown"];

    /// <summary>As below, and where it is has to be here.</summary>
    /// <returns>Null when the form has faults.</returns>
    public static ReferralFacts? Read(Form form, People.StaffRegister people)
    {
        if (Read(form) is not { } facts) return null;
        var region = people.Region(facts.Region);
        if (region is null) form.Fault("region", "is not a region here");
        else if (facts.Point is { } point && !region.Points.Contains(point)) form.Fault("point",
            "is not a point of this region; leave it out if none fits");
        return form.Faults().Count == 0 ? facts : null;
    }

    /// <returns>Null when the form has faults.</returns>
    public static ReferralFacts? Read(Form form)
    {
        // With the other faults, not after them: all that has to be mended is named at once.
        if (form.Inner("consent") is { } consent && consent.Bool("referral") == false && consent.OptionalText("override", 300) is null)
            consent.Fault("referral", "must be true: ask for consent to refer; or give consent.override, the reason why a life is at risk without it");
        if (BodyReader.Read(form, ReferralBodiesJson.Default.NewReferral) is not { } body) return null;
        var urgency = body.Urgency switch { "immediate" => Urgency.Immediate, "urgent" => Urgency.Urgent, _ => Urgency.Routine };
        var facts = new ReferralFacts(
            body.Region, body.Point, body.Origin, urgency, body.Age == NewReferral.Child ? AgeGroup.Child : AgeGroup.Adult, body.Sex,
            [.. body.Languages], [.. body.Needs], body.Consent.Referral, body.Consent.Override, body.Contact,
            body.Name) { ExternalReference = body.ExternalReference };
        return form.Faults().Count == 0 ? facts : null;
    }
}
