using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using ServerlessAssist.Shared.Telemetry;

namespace ServerlessAssist.Tests.Shared.Telemetry;

/// <summary>Whoever reads a measurement finds out what it is.</summary>
public sealed partial class MeasuresTests
{
    private static readonly List<Instrument> All = [.. typeof(Metrics).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<Instrument>()];

    [Fact]
    public void Every_measurement_has_a_name_a_unit_and_says_what_it_counts_and_by_what()
    {
        Assert.True(All.Count > 15);
        Assert.Equal(All.Count, All.Select(one => one.Name).Distinct().Count());
        Assert.All(All, one =>
        {
            Assert.Matches(Name(), one.Name);
            Assert.Matches(Unit(), one.Unit!);
            Assert.EndsWith(".", one.Description, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex(@"^[a-z]+([._][a-z]+)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(s|\{[a-z]+\})$")]
    private static partial Regex Unit();
}
