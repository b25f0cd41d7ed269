using ServerlessAssist.Benchmarks;
using ServerlessAssist.Tests.Hosts;

namespace ServerlessAssist.Tests.BenchmarkRuns;

/// <summary>Each part of the benchmark still runs to its end and prints its rows. Counts are checked, for they are the same on every machine; times never.</summary>
/// <remarks>With nothing beside them: a count ends when no request has been seen for a while.</remarks>
[Collection(Alone.Name)]
public sealed class BenchmarkTests(AzuriteFixture azurite, PublishedFixture published)
{
    public static TheoryData<string> Parts => [.. Benchmarks.Run.Parts];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_runs_to_its_end_and_prints_its_rows(string part)
    {
        var report = new Report();
        await Benchmarks.Run.Part(part, new Bench(azurite.NewStorage, published.Folder), Scale.Trial, report);
        Assert.NotEmpty(report.Rows);
        Assert.All(report.Rows, row => Assert.Matches(@"\d", row.Figure));
        Assert.All(report.Rows.Where(row => row.IsCount), row => Assert.True(row.IsMet, $"{row.What}: {row.Figure}, not {row.Goal}"));
        var table = report.ToString();
        Assert.All(report.Rows, row => Assert.Contains(row.What, table, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_understood_is_said_and_measures_nothing() =>
        Assert.Equal(2, await Benchmarks.Run.From(["--only", "nothing"]));
}
