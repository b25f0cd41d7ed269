using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Enrolment;

/// <summary>Reads who is invited, from the body of a call.</summary>
internal static class InviteForm
{
    /// <summary>Before the first people file there is no organisation and no region to choose from.</summary>
    /// <param name="unique">From which the new id follows.</param>
    public static Staff Read(Form form, StaffRegister people, IEnumerable<Language> languages, string unique)
    {
        var role = Roles.Parse(form.OneOf("role", Roles.Names));
        var (name, organisation) = (form.Text("callName", 16) ?? "", PeopleFile.Id(form, "organisation"));
        if (!InviteText.IsName(name)) form.Fault("callName", "must be the name of a post, e.g. North 3: it stands on screens, and may hold four digits at most");
        if (people.Configuration.Organisations.Length > 0 && people.Configuration.Organisations.All(one => one.Id != organisation)) form.Fault("organisation", "is not an organisation here");
        var regions = form.Texts("regions", 0, 300, 40);
        if (regions.Any(region => people.Region(region) is null)) form.Fault("regions", "names a region that is not here");
        if (role is { } known && InviteText.NeedsRegion(known) && regions.Count == 0) form.Fault("regions", "must hold at least one region for this role");
        var language = form.OneOf("language", [.. languages.Select(one => one.Tag)]) ?? "en";
        return new Staff(InviteText.IdOf(name, unique), role ?? Role.Referrer, organisation, [.. regions], new Language(language), name, []);
    }
}
