using ServerlessAssist.Shared.Messaging.Understanding;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>What a text says with the code of an alert.</summary>
public enum AlertAnswer { Take, Pass, Unclear }

/// <summary>Reads what stands beside the code: a code alone takes, and so do words that say nothing else.</summary>
public static class AlertAnswers
{
    private static readonly Evidence Sides = new(
        yes: [Meaning.Take], no: [Meaning.Pass, Meaning.Cannot, Meaning.No], neutral: [Meaning.Yes, Meaning.Now, Meaning.Today]);

    /// <summary>"I am coming in 10 minutes" takes; a number of anything else is unclear.</summary>
    private static readonly string[] Minutes = ["unit.minute", "unit.hour"];

    /// <param name="reading">Of the text without the code.</param>
    public static AlertAnswer Of(Reading reading)
    {
        var rest = WithoutTimes(reading);
        return Sides.Weigh(rest) switch
        {
            Answer.Yes => AlertAnswer.Take,
            Answer.No => AlertAnswer.Pass,
            Answer.None when Sides.IsNeutral(rest) => AlertAnswer.Take,
            _ => AlertAnswer.Unclear,
        };
    }

    private static Reading WithoutTimes(Reading reading)
    {
        var tokens = reading.Tokens;
        for (var at = 0; at + 1 < tokens.Length; at++)
        {
            if (reading.NumberOf(tokens[at]) is null || !Minutes.Any(tokens[at + 1].Is)) continue;
            return WithoutTimes(reading with { Tokens = tokens.RemoveRange(at, 2) });
        }
        return reading;
    }
}
