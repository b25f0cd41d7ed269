namespace ServerlessAssist.Tests;

/// <summary>For tests that measure time and memory, listen to all of the process, or keep every core busy for long: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
