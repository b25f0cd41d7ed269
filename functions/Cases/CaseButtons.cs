using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Cases;

/// <summary>The data of buttons about an assisted person: a verb, the body of the reference, and for consents a purpose.</summary>
public static class CaseButtons
{
    public const string Prefix = "case";

    public const string Show = "show", Agree = "agree", Revoke = "revoke";

    public static string About(string reference, string verb, params ReadOnlySpan<string> args) =>
        ButtonPress.Data(Prefix, verb, [CaseReference.BodyOf(reference), .. args]);
}
