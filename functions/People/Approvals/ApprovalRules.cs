using System.Collections.Immutable;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using Accepted = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.Commit;
using Nothing = ServerlessAssist.Shared.Streams.Decision<ServerlessAssist.Functions.People.StaffEvent>.NoChange;

namespace ServerlessAssist.Functions.People.Approvals;

/// <summary>What cannot be undone needs two persons.</summary>
[PureRules]
public static class ApprovalRules
{
    /// <summary>How long a second person may take, and how long what two have agreed to may be used.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromHours(24);

    public const string PeopleFile = "people-file";

    /// <summary>A case leaves the house as a file for another office.</summary>
    public const string CaseFile = "case-file";

    /// <summary>Everything that is kept about somebody, for herself.</summary>
    public const string PersonFile = "person-file";

    public const string Erasure = "erasure";

    /// <summary>What is done to a reference, and who may ask for it.</summary>
    public static readonly ImmutableSortedDictionary<string, Permission> Deeds = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new KeyValuePair<string, Permission>[]
    {
        new(CaseFile, Permission.ExportCase), new(PersonFile, Permission.ExportPerson), new(Erasure, Permission.ErasePerson),
    });

    public const int SecondsKept = 20;

    private const int MostWaiting = 8;

    /// <returns>Null: not about this.</returns>
    public static Decision<StaffEvent>? Decide(StaffRegister directory, StaffCommand command, DateTimeOffset now) => command switch
    {
        StaffCommand.RequestApproval ask when !ask.By.May(directory, Deeds[ask.What], new Resource(ask.Region, "")) =>
            new StaffRefusal.NotAllowed().RecordedFor(ask.By.Name),
        StaffCommand.RequestApproval ask when directory.Pending.Any(one => IsSame(one, ask) && now < one.Until) => new Nothing(),
        StaffCommand.RequestApproval when directory.Pending.Length >= MostWaiting => new StaffRefusal.TooManyOpen().RecordedFor(Actors.System),
        StaffCommand.RequestApproval ask => Ask(directory, new Pending(ask.Id, ask.What, ask.Subject, ask.By.Name, now + Waits, null)),
        StaffCommand.Approve approve => Approve(directory, approve, now),
        StaffCommand.RefuseApproval no when !no.By.May(directory, Permission.SecondPerson) =>
            new StaffRefusal.NotAllowed().RecordedFor(no.By.Name),
        StaffCommand.RefuseApproval no when Find(directory, no.Id, now) is null => Over(directory, no.Id, no.By).RecordedFor(no.By.Name),
        StaffCommand.RefuseApproval no => new Accepted(new StaffEvent.ApprovalRefused(no.Id, no.By.Name), new Reply(StaffPhrases.SecondRefused)),
        StaffCommand.UseApproval use when !use.By.May(directory, Deeds[use.What], new Resource(use.Region, "")) =>
            new StaffRefusal.NotAllowed().RecordedFor(use.By.Name),
        StaffCommand.UseApproval use when directory.Approvals.Any(one => Allows(one, use) && now < one.Until) => new Accepted(new StaffEvent.ApprovalUsed(use.Id)),
        StaffCommand.UseApproval use => new StaffRefusal.NoSecond().RecordedFor(use.By.Name),
        StaffCommand.Expire when directory.Pending.Any(one => one.Until <= now) => new Accepted([.. directory.Pending.Where(one => one.Until <= now).Select(one => new StaffEvent.ApprovalExpired(one.Id))], null, []),
        StaffCommand.Expire => new Nothing(),
        _ => null,
    };

    /// <summary>A people file is in force at once, unless it changes who stands at the top of a region, or how they are reached: then a second person looks at it.</summary>
    public static Decision<StaffEvent> Load(StaffRegister directory, StaffCommand.Load load, DateTimeOffset now)
    {
        ImmutableArray<string> changed = [.. directory.Configuration.Regions.Where(region => TopOf(directory.Configuration, region.Id) != TopOf(load.Seed, region.Id)).Select(region => region.Id)];
        var events = InForce(directory, load.Seed, load.By, now);
        // Those that the file names may all have left.
        if (events.Aggregate(directory, StaffRules.Evolve).Administrators.IsEmpty)
            return new StaffRefusal.LastAdministrator().RecordedFor(load.By);
        if (changed.IsEmpty) return new Accepted(events, null, []);
        var subject = string.Join(' ', changed);
        return Ask(directory, new Pending(load.Id, PeopleFile, subject[..Math.Min(subject.Length, 200)], load.By, now + Waits, load.Seed));
    }

    private static Decision<StaffEvent> Ask(StaffRegister directory, Pending pending)
    {
        ImmutableArray<PersonId> others = [.. directory.Administrators.Where(one => one.Value != pending.By)];
        var asked = StaffRules.Tell(
            directory, others, Words(directory, pending), Choices(pending), [new StaffEvent.ApprovalRequested(pending)], new Reply(StaffPhrases.SecondWanted));
        return asked with { Messages = [.. asked.Messages.Select(message => message with { Purpose = MessagePurpose.ApprovalRequest, About = pending.Id })] };
    }

    /// <summary>What waits for somebody's agreement, the oldest first: one at a time. Whoever was asked by a text, where there are no buttons, finds them here.</summary>
    public static Reply Waiting(StaffRegister directory, PersonId who, DateTimeOffset now) =>
        directory.Pending.FirstOrDefault(one => now < one.Until && one.By != who.Value) is { } pending ? new Reply(Words(directory, pending), Choices(pending)) : new Reply(StaffPhrases.NothingForSecond);

    private static Wording Words(StaffRegister directory, Pending pending)
    {
        var who = directory.NameOf(new PersonId(pending.By));
        return pending.File is null
            ? StaffPhrases.SecondAbout.With(("deed", StaffPhrases.Deed[pending.What]), ("reference", pending.Subject), ("who", who))
            : StaffPhrases.Second.With(("wanted", StaffPhrases.Irreversible), ("who", who));
    }

    private static ImmutableArray<Choice> Choices(Pending pending) =>
        [new(StaffButtons.For(StaffButtons.Approve, pending.Id), StaffPhrases.ButtonAgree), new(StaffButtons.For(StaffButtons.TurnDown, pending.Id), StaffPhrases.ButtonRefuse)];

    private static Decision<StaffEvent> Approve(StaffRegister directory, StaffCommand.Approve approve, DateTimeOffset now)
    {
        var by = approve.By;
        if (!by.May(directory, Permission.SecondPerson)) return new StaffRefusal.NotAllowed().RecordedFor(by.Name);
        if (Find(directory, approve.Id, now) is not { } pending) return Over(directory, approve.Id, by).RecordedFor(by.Name);
        if (string.Equals(pending.By, by.Name, StringComparison.OrdinalIgnoreCase))
            return new StaffRefusal.SamePerson().RecordedFor(by.Name);
        // An operator is whoever holds the master key, under any name: for what is done to a case the second is somebody whom the house knows.
        if (pending.File is null && by.Person is null) return new StaffRefusal.NotEnrolled().RecordedFor(by.Name);
        if (pending.File is { } wanted && InForce(directory, wanted, pending.By, now).Aggregate(directory, StaffRules.Evolve).Administrators.IsEmpty)
            return new StaffRefusal.LastAdministrator().RecordedFor(by.Name);
        var approved = new StaffEvent.ApprovalGiven(pending.Id, by.Name, now + Waits);
        return new Accepted([approved, .. pending.File is { } file ? InForce(directory, file, pending.By, now) : []], new Reply(pending.File is null ? StaffPhrases.SecondAgreed : StaffPhrases.SecondGiven), []);
    }

    /// <summary>The request is closed. If the same person closed it, the refusal carries that first answer.</summary>
    private static StaffRefusal.NotOpen Over(StaffRegister directory, string id, Requester by) => new(
        directory.Seconds.LastOrDefault(one => one.Id == id && string.Equals(one.By, by.Name, StringComparison.OrdinalIgnoreCase))?.Status);

    private static bool IsSame(Pending one, StaffCommand.RequestApproval ask) => (one.What, one.Subject, one.By) == (ask.What, ask.Subject, ask.By.Name);

    private static bool Allows(Approval one, StaffCommand.UseApproval use) => (one.Id, one.What, one.Subject, one.By) == (use.Id, use.What, use.Subject, use.By.Name);

    private static Pending? Find(StaffRegister directory, string id, DateTimeOffset now) => directory.Pending.FirstOrDefault(one => one.Id == id && now < one.Until);

    /// <summary>The file, and who is no longer in it.</summary>
    private static ImmutableArray<StaffEvent> InForce(StaffRegister directory, PeopleConfiguration seed, string by, DateTimeOffset now)
    {
        var named = seed.Staff.Select(one => one.Id).ToHashSet();
        return [new StaffEvent.PeopleFileLoaded(seed), .. directory.Configuration.Staff.Select(one => one.Id).Where(person => !named.Contains(person) && !directory.Gone.Contains(person)).Select(person => new StaffEvent.StaffLeft(person, by, now))];
    }

    private static string TopOf(PeopleConfiguration seed, string region) => string.Join(';',
        from one in seed.Regions where one.Id == region
        from person in one.Authority.OrderBy(person => person.Value, StringComparer.Ordinal)
        from staff in seed.Staff where staff.Id == person
        select $"{person.Value} {staff.Role} {string.Join(',', staff.Ways.Select(way => $"{way.Kind}{way.Address}{way.Invite}"))}");
}
