using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Functions.People;

/// <summary>Work does not stay with staff who have left: every state that says who is responsible is given away by what its module registers.</summary>
public sealed class ReassignableTests
{
    /// <summary>States that name a member of staff and need not be given away, and why.</summary>
    private static readonly Dictionary<string, string> NotGivenAway = new()
    {
        ["ride"] = "It is over once somebody has taken it.",
        ["staff"] = "Swaps of duty are for the rota, which leaves out those who have left.",
    };

    [Fact]
    public void Every_state_that_names_who_is_responsible_is_given_away_or_says_why_not() => Run.OnOwnThread(() =>
    {
        var services = new World(new WorldOptions(1, new NoFault())).Processes[0].Services;
        var naming = services.GetServices<IStreamHandler>().Where(one => NamesSomebody(StateOf(one), [])).Select(one => one.Kind);
        var givenAway = services.GetServices<IReassignable>().SelectMany(one => one.Kinds);
        Assert.Equal(naming.Order(StringComparer.Ordinal), givenAway.Concat(NotGivenAway.Keys).Order(StringComparer.Ordinal));
        return 0;
    });

    private static Type StateOf(IStreamHandler handler) => handler.GetType().GetGenericArguments()[0];

    /// <summary>Somebody may have it, or nobody yet: a person's id that can be null, in the state or in a part of it.</summary>
    private static bool NamesSomebody(Type type, HashSet<Type> seen)
    {
        if (type == typeof(PersonId?)) return true;
        if (!seen.Add(type)) return false;
        if (type.GetGenericArguments().Any(part => NamesSomebody(part, seen))) return true;
        return type.Assembly.GetName().Name!.StartsWith("ServerlessAssist", StringComparison.Ordinal)
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(one => NamesSomebody(one.PropertyType, seen));
    }
}
