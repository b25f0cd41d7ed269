using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Cases.SubjectAccess;

/// <summary>Who did something, as somebody outside may know it: the post and its role, an organisation, or the system; never a person.</summary>
public sealed class AuthorLabels(StaffRegister people)
{
    public string Of(PersonId person) => Of(person.Value);

    /// <param name="by">As it stands with an event.</param>
    public string Of(string by)
    {
        if (people.Find(new PersonId(by)) is { } staff) return staff.CallName is { } name ? $"{name} ({Roles.NameOf(staff.Role)})" : Roles.NameOf(staff.Role);
        if (people.Configuration.Organisations.Any(one => one.Id == by)) return by;
        return by is Actors.System or "" ? Actors.System : "staff";
    }
}
