using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Referrals.Conversation;

/// <summary>The data of buttons about a referral: a verb, mostly the body of its reference, and perhaps more.</summary>
public static class ReferralButtons
{
    public const string Prefix = "ref";

    public const string Show = "show", Say = "say", Ask = "ask", Close = "close", Assign = "assign", HandOver = "hand-over",
        Merge = "merge", Unmerge = "unmerge", NotDuplicate = "not-duplicate", AddNeed = "add-need", RemoveNote = "remove-note",
        Keep = "keep", Reintegrate = "reintegrate", Reason = "reason";

    /// <summary>Lists, with the number of a page.</summary>
    public const string Mine = "mine", Open = "open";

    /// <summary>With the key of a text that waits, see <see cref="PendingNote"/>.</summary>
    public const string ThrowAway = "throw-away";

    /// <param name="reference">Of which referral.</param>
    public static string About(string reference, string verb, params ReadOnlySpan<string> args) =>
        ButtonPress.Data(Prefix, verb, [CaseReference.BodyOf(reference), .. args]);

    /// <param name="page">From 1.</param>
    public static string Page(string list, int page) => ButtonPress.Data(Prefix, list, FormattableString.Invariant($"{page}"));
}
