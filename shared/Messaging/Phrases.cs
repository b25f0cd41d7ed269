namespace ServerlessAssist.Shared.Messaging;

/// <summary>The language files. Skeleton: replaced by the words that follow.</summary>
public sealed class Phrases
{
    public string Render(Wording words, Language language, ChannelKind channel) => throw new NotSupportedException(words.Key + language + channel);
}
