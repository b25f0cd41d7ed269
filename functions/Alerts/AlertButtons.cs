using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>The data of buttons under an alert: a verb and the person's code.</summary>
public static class AlertButtons
{
    public const string Prefix = "alert";

    public const string Take = "take", Pass = "pass";

    public static string For(string verb, string code) => ButtonPress.Data(Prefix, verb, code);

    /// <returns>Null: no button under an alert.</returns>
    public static AlertCode? CodeOf(ButtonPress press, AlertKinds kinds) =>
        press is { Prefix: Prefix, Verb: Take or Pass, Args: [var code] } ? AlertCode.Find(code, kinds) : null;
}
