using System.Globalization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>What a button sends back: what it says, as the verb, then of which draft and question it is. At most 41 bytes.</summary>
/// <param name="Revision">What the draft was when the button was made.</param>
public sealed record IntakeButton(int Number, int Revision, IntakeQuestion Step, string Value)
{
    public const string Prefix = "int";
    public const string Back = "back", Done = "done", More = "more", Discard = "drop",
        Send = "send", Skip = "skip", Given = "given", Without = "without";

    /// <summary>One letter a question.</summary>
    private const string Letters = "PUASLNCRTM";

    /// <returns>Null: not one of these.</returns>
    public static IntakeButton? Of(ButtonPress press) =>
        press is { Prefix: Prefix, Args: [var number, var revision, [var letter]] }
        && Letters.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var step
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
        && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var when)
            ? new IntakeButton(which, when, (IntakeQuestion)step, press.Verb) : null;

    public override string ToString() =>
        ButtonPress.Data(Prefix, Value, string.Create(CultureInfo.InvariantCulture, $"{Number} {Revision} {Letters[(int)Step]}"));
}
