using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Assistance;

public static class AssistancePhrases
{
    public static readonly Phrase Yours = new("assistance.yours", "reference");
    public static readonly Phrase None = new("screen.assistance.none");
    public static readonly Phrase Agreed = new("screen.assistance.agreed", "reference", "purpose");
    public static readonly Phrase Revoked = new("screen.assistance.revoked", "reference", "purpose");
    public static readonly Phrase Card = new("screen.assistance.card", "reference", "lines");
    public static readonly Phrase LineYes = new("screen.assistance.line.yes", "purpose");
    public static readonly Phrase LineNo = new("screen.assistance.line.no", "purpose");
    public static readonly Phrase MineList = new("screen.assistance.mine", "lines");
    public static readonly Phrase MineNone = new("screen.assistance.mine.none");
    public static readonly Phrase MineLine = new("screen.assistance.mine.line", "reference");
    public static readonly Phrase ButtonPerson = new("assistance.button.person");
    public static readonly Phrase ButtonAgree = new("assistance.button.agree", "purpose");
    public static readonly Phrase ButtonRevoke = new("assistance.button.revoke", "purpose");
    public static readonly PhraseFamily Purposes = new("assistance.purpose", Assistance.Purposes.All);
}
