using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Inbox.Receiving;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People;

public sealed class PermissionsTests
{
    private static readonly string[] Locks = ["Permissions.May(", "door.Open(", "door.Do(", "door.Show(", "door.Change(", "door.Set(",
        "referral.Do(", "referral.Show(", "document.Json"];

    private static readonly Resource Here = new("north", "ngo") { Providers = ["house"], Caseworker = new PersonId("hers") };

    /// <summary>Who asks, as she stands to <see cref="Here"/>: of each reach or not.</summary>
    private static readonly (AccessScope Reach, Func<Actor, Actor> Within)[] Reaches =
    [
        (AccessScope.OwnOrganisation, actor => actor with { Organisation = Here.Organisation }),
        (AccessScope.OwnRegion, actor => actor with { Regions = [Here.Region] }),
        (AccessScope.AskedProvider, actor => actor with { Organisation = Here.Providers[0] }),
        (AccessScope.OwnCase, actor => actor with { Person = Here.Caseworker!.Value }),
        (AccessScope.Everywhere, actor => actor),
    ];

    [Fact]
    public void What_does_not_stand_in_the_table_of_the_readme_is_refused()
    {
        var written = Written();
        Assert.Equal(Enum.GetValues<Permission>(), written.Select(row => row.What).Distinct().Order());
        Assert.Equal(Enum.GetValues<AccessScope>(), Reaches.Select(one => one.Reach));
        foreach (var role in Enum.GetValues<Role>())
            foreach (var what in Enum.GetValues<Permission>())
                for (var relations = 0; relations < 1 << Reaches.Length; relations++)
                {
                    // Somebody works for one organisation.
                    if ((relations & 1) == 1 && (relations & 4) == 4) continue;
                    // Everybody stands within the house.
                    if ((relations & 16) == 0) continue;
                    var held = Reaches.Where((_, at) => (relations >> at & 1) == 1).ToList();
                    var actor = held.Aggregate(new Actor(new PersonId("somebody"), role, "other", ["south"]), (who, one) =>
                        one.Within(who));
                    var expected = written.Any(row =>
                        row.What == what && row.Roles.Contains(role) && held.Any(one => one.Reach == row.Reach));
                    Assert.True(expected == Permissions.May(actor, what, Here),
                        $"{role} {what} {string.Join('+', held.Select(one => one.Reach))}");
                }
    }

    /// <summary>The table as the README shows it: what, how far, which roles.</summary>
    private static List<(Permission What, AccessScope Reach, HashSet<Role> Roles)> Written() =>
        [.. from line in File.ReadLines(Path.Combine(SandboxFolder.Path, "..", "..", "README.md"))
            let cells = line.Split('|', StringSplitOptions.TrimEntries)
            where cells.Length == 5 && Named<Permission>(cells[1]) is not null
            select (Named<Permission>(cells[1])!.Value, Named<AccessScope>(cells[2])!.Value,
                cells[3].Split(", ").Select(name => Roles.Parse(name)!.Value).ToHashSet())];

    private static T? Named<T>(string words) where T : struct, Enum =>
        Enum.TryParse<T>(words.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? value : null;

    [Fact]
    public void Every_door_has_a_lock_of_a_known_kind()
    {
        var doors = typeof(ReceiveSms).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method =>
                (Method: method,
                Http: method.GetParameters().Select(one => one.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(one =>
                one is not null)))
            .Where(door => door.Http is not null).ToList();
        Assert.True(doors.Count >= 9);
        foreach (var (method, http) in doors)
        {
            var file = global::System.IO.Directory.EnumerateFiles(Path.Combine(SandboxFolder.Path, "..", "..", "functions"),
                $"{method.DeclaringType!.Name}.cs", SearchOption.AllDirectories).Single();
            // Its own lines, up to the next function of the class.
            var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
            var source = File.ReadAllText(file).Split("[Function(")
                .Single(part =>
                    part.StartsWith($"nameof({name})", StringComparison.Ordinal)
                    || part.StartsWith($"\"{name}\"", StringComparison.Ordinal));
            var isLocked = http!.AuthLevel switch
            {
                AuthorizationLevel.Admin => http.Route!.StartsWith("operations/", StringComparison.Ordinal),
                // The API's doors ask who calls and for the scope; the rules or the desk behind them for the right (RightsTests). The document says nothing of anybody.
                AuthorizationLevel.Function => Locks.Any(lockOf => source.Contains(lockOf, StringComparison.Ordinal)),
                // A carrier signs, or knows a secret; who a message is from is looked up, and the rules ask for the right.
                // Health says one word about the system, and nothing about anybody.
                AuthorizationLevel.Anonymous =>
                    source.Contains("inbound.Read", StringComparison.Ordinal) || http.Route is "health/live" or "health/ready",
                _ => false,
            };
            Assert.True(isLocked, $"{method.DeclaringType.Name}.{method.Name} ({http.AuthLevel})");
        }
    }
}
