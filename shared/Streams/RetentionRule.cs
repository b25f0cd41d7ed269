namespace ServerlessAssist.Shared.Streams;

/// <summary>Why the streams of one kind are kept, and how long after they are over.</summary>
public sealed record RetentionRule
{
    /// <summary>The most days that a setting may give, about ten years.</summary>
    public const int MostDays = 3650;

    private RetentionRule(string purpose, string until) => (Purpose, Until) = (purpose, until);

    /// <summary>One sentence, as operators read it.</summary>
    public string Purpose { get; }

    /// <summary>What the days are counted from, or what ends the keeping where no days are counted.</summary>
    public string Until { get; }

    /// <summary>In the settings: <c>Retention__UnknownSenders__Days</c> for <c>UnknownSenders</c>; null: no days are counted.</summary>
    public string? Setting { get; private init; }

    /// <summary>Days after the end, where the settings say nothing.</summary>
    public int UsualDays { get; private init; }

    /// <summary>Days that the setting may not fall below.</summary>
    public int LeastDays { get; private init; }

    /// <summary>A stream goes so many days after it is over.</summary>
    /// <param name="after">What ends it, e.g. "its last entry".</param>
    public static RetentionRule InDays(string purpose, string setting, int usualDays, string after, int leastDays = 1) =>
        new(purpose, after) { Setting = setting, UsualDays = usualDays, LeastDays = leastDays };

    /// <summary>A stream is not taken away after days; something else ends it.</summary>
    public static RetentionRule ByEvent(string purpose, string until) => new(purpose, until);
}
