using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Cases;

public static class CasePhrases
{
    public static readonly Phrase Yours = new("cases.assigned", "reference");
    public static readonly Phrase None = new("cases.screen.not-yours");
    public static readonly Phrase Agreed = new("cases.screen.agreed", "reference", "purpose");
    public static readonly Phrase Revoked = new("cases.screen.revoked", "reference", "purpose");
    public static readonly Phrase Card = new("cases.screen.card", "reference", "lines");
    public static readonly Phrase LineYes = new("cases.screen.line.yes", "purpose");
    public static readonly Phrase LineNo = new("cases.screen.line.no", "purpose");
    public static readonly Phrase MineList = new("cases.screen.mine", "lines");
    public static readonly Phrase MineNone = new("cases.screen.mine.none");
    public static readonly Phrase MineLine = new("cases.screen.mine.line", "reference");
    public static readonly Phrase ButtonPerson = new("cases.button.consents");
    public static readonly Phrase ButtonAgree = new("cases.button.agree", "purpose");
    public static readonly Phrase ButtonRevoke = new("cases.button.revoke", "purpose");
    public static readonly PhraseFamily Purposes = new("cases.purpose", ConsentPurposes.All);

    // 1-256 characters each: https://core.telegram.org/bots/api#botcommand
    public static readonly Phrase PeopleCommand = new("cases.command.people");
}
