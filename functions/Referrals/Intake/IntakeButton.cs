using System.Globalization;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What a button sends back: of which draft and question it is, and what it says. At most 40 bytes.</summary>
/// <param name="Revision">What the draft was when the button was made.</param>
public sealed record IntakeButton(int Number, int Revision, Step Step, string Value)
{
    public const string Mark = "in";
    public const string Back = "back", Done = "done", More = "more", Discard = "drop", Send = "send", Skip = "skip", Given = "given", Without = "without";

    /// <summary>One letter a question.</summary>
    private const string Letters = "PUASLNCRTM";

    /// <returns>Null: not one of these.</returns>
    public static IntakeButton? Parse(string choice) =>
        choice.Split(' ') is [Mark, var number, var revision, [var letter], var value] && Letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var step
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which) && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var when)
            ? new IntakeButton(which, when, (Step)step, value) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark} {Number} {Revision} {Letters[(int)Step]} {Value}");
}
