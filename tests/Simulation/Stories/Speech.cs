using System.Globalization;

namespace ServerlessAssist.Simulation.Stories;

/// <summary>How people put it by SMS: politely, in either script, with a word of denial in a yes, or as a phone writes down a thumb.</summary>
/// <remarks>Chosen by the digits of the code, so that nothing is drawn and every schedule stays as it is.</remarks>
internal static class Speech
{
    private static readonly string[] Takes =
        ["{0}", "no problem, I take {0}", "{0} on my way 👍", "nuk ka problem e marr {0}", "преузимам {0}", "nema problema, preuzimam {0}", "ok {0}"];

    private static readonly string[] Passes =
        ["pass {0}", "I can't {0}", "nuk mundem {0}", "не могу {0}", "I won't be able to come {0}", "pass {0} please"];

    /// <summary>What must do nothing.</summary>
    private static readonly string[] Says = ["Liked “{1}”", "maybe {0}", "👍 to “{1}”", "{0}?", "should I take {0} or not"];

    public static string Take(string code) => Of(Takes, code, "");

    public static string PassOn(string code) => Of(Passes, code, "");

    /// <returns>Null: this person goes straight to the point.</returns>
    public static string? Before(string code, string alert) => Digits(code) % 4 == 0 ? Of(Says, code, alert) : null;

    private static string Of(string[] all, string code, string alert) =>
        string.Format(CultureInfo.InvariantCulture, all[Digits(code) / 4 % all.Length], code, alert);

    private static int Digits(string code) => int.Parse(code.AsSpan(code.Length - 4), CultureInfo.InvariantCulture);
}
