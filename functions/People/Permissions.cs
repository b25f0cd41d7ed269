using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.People;

/// <summary>What somebody may ask for.</summary>
public enum Permission { OpenReferral, ReadReferral, TakeReferral, ManageReferral, ConfirmIdentification, WriteInReferral, AnswerOffer, DeclarePlaces, EntrustPerson, RecordConsent, ExportCase, ExportPerson, ErasePerson, ManageStaff, SecondPerson, ReadRota, SwapDuty }

/// <summary>How somebody stands to what is asked for.</summary>
public enum AccessScope
{
    /// <summary>It came from the organisation that she works for.</summary>
    OwnOrganisation,

    /// <summary>It lies in a region that she works in.</summary>
    OwnRegion,

    /// <summary>The organisation that she works for was asked for a place, or holds one.</summary>
    AskedProvider,

    /// <summary>She accompanies the person.</summary>
    OwnCase,

    /// <summary>The whole house.</summary>
    Everywhere,
}

/// <summary>What it is asked of: where it belongs, and to whom.</summary>
/// <param name="Organisation">The one that referred.</param>
public sealed record Resource(string Region, string Organisation)
{
    /// <summary>Nothing of any region or organisation: the house itself.</summary>
    public static readonly Resource None = new("", "");

    /// <summary>Organisations that were asked for a place and have not said no.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Who accompanies the person.</summary>
    public PersonId? Caseworker { get; init; }
}

/// <summary>Who asks, with the rights of this moment.</summary>
public sealed record Actor(PersonId Person, Role Role, string Organisation, IReadOnlyList<string> Regions)
{
    public static Actor Of(Staff staff) => new(staff.Id, staff.Role, staff.Organisation, staff.Regions);

    /// <summary>An organisation's own system, known by its key.</summary>
    public static Actor Of(Organisation organisation) => new(new PersonId(organisation.Id), Role.Referrer, organisation.Id, []);

    public override string ToString() => $"{Role}";
}

/// <summary>One line of the table: who may, and how far.</summary>
public sealed record Grant(Permission What, AccessScope Reach, params ImmutableArray<Role> Roles);

/// <summary>The one table: role, region and organisation to command. What does not stand here is refused. The README shows it, and a test compares the two.</summary>
[PureRules]
public static class Permissions
{
    public static readonly ImmutableArray<Grant> Table =
    [
        // Whoever finds somebody refers, wherever it is.
        new(Permission.OpenReferral, AccessScope.OwnOrganisation, Role.Referrer, Role.SocialWorker, Role.PoliceOfficer, Role.PointReporter, Role.Caseworker, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.ReadReferral, AccessScope.OwnOrganisation, Role.Referrer, Role.SocialWorker, Role.PoliceOfficer, Role.PointReporter),
        new(Permission.ReadReferral, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.TakeReferral, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.ManageReferral, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.ReadReferral, AccessScope.OwnCase, Role.Caseworker),
        new(Permission.ConfirmIdentification, AccessScope.OwnRegion, Role.SocialWorker, Role.PoliceOfficer),
        new(Permission.WriteInReferral, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.WriteInReferral, AccessScope.OwnCase, Role.Caseworker),
        new(Permission.WriteInReferral, AccessScope.AskedProvider, Role.ServiceProvider),
        new(Permission.AnswerOffer, AccessScope.AskedProvider, Role.ServiceProvider),
        new(Permission.DeclarePlaces, AccessScope.OwnOrganisation, Role.ServiceProvider),
        new(Permission.EntrustPerson, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.RecordConsent, AccessScope.OwnCase, Role.Caseworker),
        // Each needs a second person, too.
        new(Permission.ExportCase, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.ExportPerson, AccessScope.Everywhere, Role.Administrator),
        new(Permission.ErasePerson, AccessScope.Everywhere, Role.Administrator),
        new(Permission.ManageStaff, AccessScope.Everywhere, Role.Administrator),
        new(Permission.SecondPerson, AccessScope.Everywhere, Role.Administrator),
        new(Permission.ReadRota, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
        new(Permission.ReadRota, AccessScope.Everywhere, Role.Administrator),
        new(Permission.SwapDuty, AccessScope.OwnRegion, Role.RegionalCoordinator, Role.NationalCoordinator, Role.ResponsibleAuthority),
    ];

    public static bool May(Actor actor, Permission what, Resource subject) =>
        Table.Any(right => right.What == what && right.Roles.Contains(actor.Role) && Reaches(actor, right.Reach, subject));

    private static bool Reaches(Actor actor, AccessScope reach, Resource subject) => reach switch
    {
        AccessScope.OwnOrganisation => actor.Organisation == subject.Organisation,
        AccessScope.OwnRegion => actor.Regions.Contains(subject.Region),
        AccessScope.OwnCase => subject.Caseworker == actor.Person,
        AccessScope.AskedProvider => subject.Providers.Contains(actor.Organisation),
        AccessScope.Everywhere => true,
        _ => false,
    };
}
