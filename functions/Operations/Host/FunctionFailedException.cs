namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Stands for an exception that left a function. Its message is the name of that exception's type, and nothing else.</summary>
/// <remarks>The Functions host writes message, stack and inner exceptions into its logs; those may hold what a message held.</remarks>
public sealed class FunctionFailedException : Exception
{
    public FunctionFailedException(Exception cause) : base(cause.GetType().Name) => Cause = cause;

    /// <summary>For a debugger and for tests. Not an inner exception, so that nobody prints it.</summary>
    internal Exception Cause { get; }
}
