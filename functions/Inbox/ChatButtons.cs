using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>The data of buttons about the conversation itself.</summary>
public static class ChatButtons
{
    public const string Prefix = "chat";

    public const string ChooseLanguage = "language";

    public static string For(Language language) => ButtonPress.Data(Prefix, ChooseLanguage, language.Tag);
}
