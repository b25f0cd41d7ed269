using System.Globalization;

namespace ServerlessAssist.Tests.Schedules;

/// <summary>What is too much for one run is played in parts: another one each day (UTC), so that all of it comes round.</summary>
internal static class PartOfTheDay
{
    /// <summary>Set to a day's number, it plays that day's parts again.</summary>
    private const string Variable = "SIMULATION_DAY";

    /// <summary>Drawn once, so that a run that goes on past midnight stays with its day.</summary>
    private static readonly int Day = int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
        ? given
        : DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber;

    /// <param name="parts">How many there are; a day's is followed by the next.</param>
    public static int Of(int parts) => Day % parts;

    /// <summary>What broke, each with the command that plays it step by step, and how the same parts are played again.</summary>
    public static string Tell(IEnumerable<string> broken)
    {
        const string again = "dotnet test --project tests/ServerlessAssist.Tests.csproj --filter-namespace ServerlessAssist.Tests.Schedules";
        var day = Day.ToString(CultureInfo.InvariantCulture);
        return string.Join(Environment.NewLine, broken.Append($"The same parts again: {Variable}={day} {again}"));
    }

    /// <summary>The command that plays one run step by step.</summary>
    public static string Replay(string what) => $"dotnet run -c Release --project tests/Simulation -- {what}";
}
