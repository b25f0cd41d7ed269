using System.Text;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>What Azure does, case by case: held against the simulation and against Azurite.</summary>
public static class Conformance
{
    public static IReadOnlyList<Case> Cases { get; } = [.. TableCases.All, .. QueryCases.All, .. TransactionCases.All, .. LimitCases.All, .. QueueCases.All, .. VisibilityCases.All];

    /// <summary>The cases as a table in Markdown.</summary>
    public static string Table()
    {
        var text = new StringBuilder("| case | Azure and the simulation | Azurite, where it differs |\n| --- | --- | --- |\n");
        foreach (var one in Cases)
            text.Append("| ").Append(one.Name).Append(" | ").Append(Cell(one.Azure)).Append(" | ").Append(one.Azurite is { } other ? $"{Cell(other.Verdict)}: {other.Why}" : "").Append(" |\n");
        return text.ToString();
    }

    private static string Cell(string verdict) => verdict.Length == 0 ? "nothing" : $"`{verdict.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal).Replace("\u0001", "␁", StringComparison.Ordinal)}`";
}
