using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

public static class InboxPhrases
{
    public static readonly Phrase Hello = new("inbox.hello");
    public static readonly Phrase NotUnderstood = new("inbox.not-understood");

    /// <summary>A text with the code of an alert that is neither clearly a yes nor a no.</summary>
    public static readonly Phrase TakeOrPass = new("inbox.take-or-pass", "code");
    public static readonly Phrase ButtonTake = new("inbox.button.take");
    public static readonly Phrase ButtonPass = new("inbox.button.pass");
    public static readonly Phrase EditNotTaken = new("inbox.screen.edit-not-taken");
    public static readonly Phrase NothingOpen = new("inbox.screen.nothing-open");

    public static readonly Phrase Help = new("inbox.help");
    public static readonly Phrase HelpWithCommands = new("inbox.screen.help", "help", "lines");
    public static readonly Phrase HelpLine = new("inbox.screen.help.line", "command", "what");
    public static readonly Phrase Unknown = new("inbox.unknown-sender");
    public static readonly Phrase Stopped = new("inbox.stopped");
    public static readonly Phrase Resumed = new("inbox.resumed");
    public static readonly Phrase LanguageChanged = new("inbox.language.changed");
    public static readonly Phrase ChooseLanguage = new("inbox.language.choose");
    public static readonly Phrase LanguageName = new("inbox.language.name", "name");
    public static readonly Phrase HelpCommand = new("inbox.command.help");
    public static readonly Phrase LanguageCommand = new("inbox.command.language");
    public static readonly Phrase TextOnly = new("inbox.text-only");
}
