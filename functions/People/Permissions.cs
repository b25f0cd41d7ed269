using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>What somebody may ask for.</summary>
public enum Permission { OpenReferral, ReadReferral, TakeReferral }

/// <summary>What it is asked of: where it belongs, and to whom.</summary>
/// <param name="Organisation">The one that referred.</param>
public sealed record Subject(string Region, string Organisation);

/// <summary>Who asks, with the rights of this moment.</summary>
public sealed record Actor(PersonId Person, Role Role, string Organisation, IReadOnlyList<string> Regions)
{
    public static Actor Of(Staff staff) => new(staff.Id, staff.Role, staff.Organisation, staff.Regions);

    /// <summary>An organisation's own system, known by its key.</summary>
    public static Actor Of(Organisation organisation) => new(new PersonId(organisation.Id), Role.Referrer, organisation.Id, []);

    public override string ToString() => $"{Role}";
}

/// <summary>The one table: role, region and organisation to command. What does not stand here is refused.</summary>
public static class Permissions
{
    public static bool May(Actor actor, Permission what, Subject subject) => (what, actor.Role) switch
    {
        // Whoever finds somebody refers, wherever it is.
        (Permission.OpenReferral, Role.Referrer) => actor.Organisation == subject.Organisation,
        (Permission.ReadReferral, Role.Referrer) => actor.Organisation == subject.Organisation,
        (Permission.TakeReferral, Role.Coordinator) => actor.Regions.Contains(subject.Region),
        _ => false,
    };
}
