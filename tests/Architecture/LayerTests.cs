using System.Reflection;
using ArchUnitNET.Domain;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Architecture;

/// <summary>Who may use whom, and what rules may not see: read from the compiled code, so that no alias or relative name hides it.</summary>
public sealed class LayerTests
{
    [Fact]
    public void No_module_uses_one_above_it_or_a_capability_beside_it()
    {
        var faults = from type in Modules.Types
                     let module = Modules.Of(type)
                     from target in type.Dependencies.Select(dependency => dependency.Target).Where(target => target is not GenericParameter).Distinct()
                     let other = Modules.Of(target)
                     where module is not null && other is not null && !Modules.MayUse(module, other)
                     select $"{type.FullName} uses {target.FullName}";
        var all = string.Join(" | ", faults.Distinct().Order(StringComparer.Ordinal));
        Assert.True(all.Length == 0, all);
    }

    [Fact]
    public void Every_folder_of_functions_is_a_module_of_the_table()
    {
        var known = Modules.Layers.SelectMany(layer => layer.Modules).ToHashSet(StringComparer.Ordinal);
        var spaces = Modules.Types.Select(type => type.Namespace?.FullName ?? "").Where(space => space.StartsWith("ServerlessAssist.Functions.", StringComparison.Ordinal));
        Assert.Empty(spaces.Select(space => $"Functions.{space.Split('.')[2]}").Distinct().Except(known));
    }

    [Fact]
    public void The_table_is_read_at_any_depth_and_forbids_what_it_should()
    {
        Assert.Equal("Functions.Referrals", Modules.Of("ServerlessAssist.Functions.Referrals.Intake.Deeper"));
        Assert.Null(Modules.Of("System.Text"));
        Assert.False(Modules.MayUse("Functions.People", "Functions.Referrals"));
        Assert.False(Modules.MayUse("Functions.Referrals", "Functions.Inbox"));
        Assert.False(Modules.MayUse("Shared", "Bots"));
        Assert.True(Modules.MayUse("Functions.Inbox", "Functions.Referrals"));
        Assert.Contains(Modules.Types.SelectMany(type => type.Dependencies), one => (Modules.Of(one.Origin), Modules.Of(one.Target)) == ("Functions.Referrals", "Functions.People"));
    }

    [Fact]
    public void Pure_rules_see_no_storage_clock_logger_chance_or_task()
    {
        var pure = Modules.Types.Where(IsPure).ToList();
        Assert.True(pure.Count >= 20, $"{pure.Count} are marked.");
        Assert.Equal("", string.Join('\n', pure.SelectMany(Impure).Distinct().Order(StringComparer.Ordinal)));
    }

    private static readonly Type[] Definitions = [typeof(StreamDefinition<,,>), typeof(PromptDefinition<,,>)];

    /// <summary>Purity is an attribute: the rules of a stream have it, wherever they stand and whatever their file is called.</summary>
    [Fact]
    public void Every_stream_is_decided_and_evolved_by_pure_rules()
    {
        var definitions = typeof(ServerlessAssist.Functions.People.Staff).Assembly.GetTypes().SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsGenericType && Definitions.Contains(field.FieldType.GetGenericTypeDefinition())).Select(field => field.GetValue(null)!).ToList();
        Assert.True(definitions.Count >= 14, $"{definitions.Count}");
        var rules = from definition in definitions
                    from name in (string[])["Decide", "Evolve"]
                    select Named(((Delegate)definition.GetType().GetProperty(name)!.GetValue(definition)!).Method.DeclaringType!);
        Assert.Empty(rules.Where(type => !type.IsDefined(typeof(PureRulesAttribute), inherit: false)).Select(type => type.FullName).Distinct());

        static Type Named(Type type) => type.DeclaringType is { } outer && type.Name.StartsWith('<') ? Named(outer) : type;
    }

    [Fact]
    public void What_is_not_pure_would_be_found() =>
        Assert.NotEmpty(Impure(Modules.Types.Single(type => type.FullName == typeof(ServerlessAssist.Functions.People.StaffDirectory).FullName)));

    private static bool IsPure(IType type) => type is IHasAttributes has && has.Attributes.Any(attribute => attribute.FullName == typeof(PureRulesAttribute).FullName);

    /// <summary>What a type uses of the outside world, itself.</summary>
    private static IEnumerable<string> Impure(IType type) =>
        from dependency in type.Dependencies
        let target = dependency.Target.FullName
        where IsOutside(target) || (dependency is ArchUnitNET.Domain.Dependencies.MethodCallDependency call && IsOutsideCall(target, call.TargetMember.Name))
        select $"{type.FullName} uses {target}";

    private static bool IsOutside(string name) =>
        name.StartsWith("Azure.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || name.StartsWith("System.Threading.Tasks", StringComparison.Ordinal) || name.StartsWith("System.Net.Http", StringComparison.Ordinal)
        || name is "System.TimeProvider" or "System.Random" or "System.IO.File" or "System.Environment";

    private static bool IsOutsideCall(string type, string member) =>
        (type is "System.DateTime" or "System.DateTimeOffset" && (member.Contains("Now", StringComparison.Ordinal) || member.Contains("get_Today", StringComparison.Ordinal)))
        || (type == "System.Guid" && member.StartsWith("NewGuid", StringComparison.Ordinal));
}
