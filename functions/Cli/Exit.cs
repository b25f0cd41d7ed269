namespace ServerlessAssist.Functions.Cli;

/// <summary>What the tool ends with.</summary>
public static class Exit
{
    public const int Done = 0;

    /// <summary>Refused, failed, or something is wrong.</summary>
    public const int Failed = 1;

    /// <summary>Nothing was asked of the system.</summary>
    public const int WrongUsage = 2;
}

/// <summary>Ends a command with a sentence that says what to do.</summary>
internal sealed class EndException(int exit, string says) : Exception(says)
{
    public int Exit => exit;
}
