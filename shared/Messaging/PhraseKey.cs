namespace ServerlessAssist.Shared.Messaging;

/// <summary>
/// How a phrase's key is built: the module that owns it, then <c>screen</c>, <c>command</c> or <c>button</c> where only
/// screens show it, then its name, e.g. <c>referrals.alert</c>, <c>referrals.screen.card</c>. Segments are in kebab-case;
/// <c>#sms</c> at the end marks the text of one channel.
/// </summary>
/// <remarks>Keys are stored in replies and outgoing messages.</remarks>
public static class PhraseKey
{
    /// <summary>The first segment, which is the folder of its language files; the whole key where it has only one segment.</summary>
    public static string ModuleOf(string key) => key.Split('.', 2)[0];

    /// <summary>Whether only screens show it: a card, a command's description or a button's label, never an SMS.</summary>
    public static bool IsForScreens(string key) => key.Split('.') is [_, "screen" or "command" or "button", _, ..];
}
