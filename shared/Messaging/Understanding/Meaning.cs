namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>Names of meanings that every capability uses; the words stand in <c>Languages/understanding</c>.</summary>
public static class Meaning
{
    public const string Stop = "stop", Start = "start", Help = "help", Language = "language";

    /// <summary>Ends the dialogue; where the carrier takes the word for STOP, it is one.</summary>
    public const string Cancel = "cancel";

    /// <summary>What turns or weakens a statement.</summary>
    public const string Negation = "negation", Question = "question", Hedge = "hedge";

    /// <summary>What says nothing by itself: courtesy, and words that only hold a sentence together.</summary>
    public const string Polite = "polite", Filler = "filler";

    public const string Yes = "yes", No = "no";

    /// <summary>The two answers to an alert. <see cref="Cannot"/> is a whole expression that declines ("I am ill").</summary>
    public const string Take = "take", Pass = "pass", Cannot = "cannot";

    /// <summary>Free places, and having none.</summary>
    public const string Places = "places", Full = "full";

    public const string Now = "now", Today = "today", Tomorrow = "tomorrow";

    /// <summary>A number in digits or as a word; a word's meaning is <c>number.3</c>.</summary>
    public const string Number = "number";

    /// <summary>A machine's own words: "I am driving".</summary>
    public const string Automatic = "automatic";
}
