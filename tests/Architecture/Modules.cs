using System.Collections.Immutable;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>The product's modules by namespace, at any depth, and which may use which: one table, read by the tests beside it.</summary>
internal static class Modules
{
    private const string Root = "ServerlessAssist.";

    /// <summary>From the bottom to the top. A module uses those of lower layers, and those of its own layer only where <see cref="MayUseNeighbours"/> says so.</summary>
    public static readonly ImmutableArray<(string Layer, ImmutableArray<string> Modules, bool MayUseNeighbours)> Layers =
    [
        ("agreed", ["Shared"], false),
        ("channels", ["Bots"], false),
        ("common", ["Functions.People", "Functions.Alerts", "Functions.Cases", "Functions.Api", "Functions.Webhooks", "Functions.Conversations"], true),
        ("capabilities", ["Functions.Referrals"], false),
        ("around", ["Functions.Inbox", "Functions.Outbox", "Functions.Privacy", "Functions.Operations"], true),
        ("start", ["Functions"], true),
    ];

    /// <summary>All types of the product, with what each uses: signatures, fields, bodies and attributes, read from the compiled code.</summary>
    public static readonly Lazy<ArchUnitNET.Domain.Architecture> Compiled = new(() =>
        new ArchLoader().LoadAssemblies(typeof(ServerlessAssist.Functions.People.Staff).Assembly, typeof(ServerlessAssist.Bots.IChannel).Assembly, typeof(ServerlessAssist.Shared.Messaging.Phrase).Assembly).Build());

    public static IEnumerable<IType> Types => Compiled.Value.Types.Where(type => type.FullName.StartsWith(Root, StringComparison.Ordinal));

    /// <returns>Null: not a type of the product.</returns>
    public static string? Of(IType type) => Of(type.Namespace?.FullName ?? "");

    /// <summary>The longest name in the table that a namespace begins with.</summary>
    /// <returns>Null: not of the product.</returns>
    public static string? Of(string space) => space.StartsWith(Root, StringComparison.Ordinal) && space[Root.Length..] is var inside
        ? Layers.SelectMany(layer => layer.Modules).Where(module => inside == module || inside.StartsWith(module + ".", StringComparison.Ordinal)).MaxBy(module => module.Length)
        : null;

    public static bool MayUse(string module, string other)
    {
        var (mine, its) = (LayerOf(module), LayerOf(other));
        return module == other || its < mine || (its == mine && Layers[mine].MayUseNeighbours);
    }

    private static int LayerOf(string module) => Layers.Index().First(one => one.Item.Modules.Contains(module)).Index;
}
