using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Functions.People;

public sealed class PermissionsTests
{
    private static readonly Subject Here = new("north", "ngo");

    /// <summary>All that is allowed; of every other combination the answer is no.</summary>
    private static readonly (Role Role, bool IsOwn, bool IsInRegion, Permission What)[] Allowed =
    [
        (Role.Referrer, true, true, Permission.OpenReferral), (Role.Referrer, true, false, Permission.OpenReferral),
        (Role.Referrer, true, true, Permission.ReadReferral), (Role.Referrer, true, false, Permission.ReadReferral),
        (Role.Coordinator, true, true, Permission.TakeReferral), (Role.Coordinator, false, true, Permission.TakeReferral),
    ];

    [Fact]
    public void What_does_not_stand_in_the_table_is_refused()
    {
        foreach (var role in Enum.GetValues<Role>())
            foreach (var what in Enum.GetValues<Permission>())
                foreach (var isOwn in new[] { true, false })
                    foreach (var isInRegion in new[] { true, false })
                    {
                        var actor = new Actor(new PersonId("somebody"), role, isOwn ? "ngo" : "other", isInRegion ? ["north"] : ["south"]);
                        Assert.True(Allowed.Contains((role, isOwn, isInRegion, what)) == Permissions.May(actor, what, Here), $"{role} {what} own: {isOwn} here: {isInRegion}");
                    }
    }

    [Fact]
    public void Every_door_has_a_lock_of_a_known_kind()
    {
        var doors = typeof(ReceiveSms).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => (Method: method, Http: method.GetParameters().Select(one => one.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(one => one is not null)))
            .Where(door => door.Http is not null).ToList();
        Assert.True(doors.Count >= 9);
        foreach (var (method, http) in doors)
        {
            var file = global::System.IO.Directory.EnumerateFiles(Path.Combine(SandboxFolder.Path, "..", "..", "functions"), $"{method.DeclaringType!.Name}.cs", SearchOption.AllDirectories).Single();
            var source = File.ReadAllText(file);
            var isLocked = http!.AuthLevel switch
            {
                AuthorizationLevel.Admin => http.Route!.StartsWith("operations/", StringComparison.Ordinal),
                AuthorizationLevel.Function => source.Contains("Permissions.May(", StringComparison.Ordinal),
                // A carrier signs, or knows a secret; who a message is from is looked up, and the rules ask for the right.
                AuthorizationLevel.Anonymous => source.Contains("inbound.Read", StringComparison.Ordinal),
                _ => false,
            };
            Assert.True(isLocked, $"{method.DeclaringType.Name} ({http.AuthLevel})");
        }
    }
}
