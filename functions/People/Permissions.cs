using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>What somebody may ask for.</summary>
public enum Permission { TakeReferral }

/// <summary>Who asks, with the rights of this moment.</summary>
public sealed record Actor(PersonId Person, Role Role, string Organisation, IReadOnlyList<string> Regions)
{
    public static Actor Of(Staff staff) => new(staff.Id, staff.Role, staff.Organisation, staff.Regions);

    public override string ToString() => $"{Role}";
}

/// <summary>The one table: role and region to command. What does not stand here is refused.</summary>
public static class Permissions
{
    public static bool May(Actor actor, Permission what, string region) => (what, actor.Role) switch
    {
        (Permission.TakeReferral, Role.Coordinator) => actor.Regions.Contains(region),
        _ => false,
    };
}
