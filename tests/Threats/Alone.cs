namespace ServerlessAssist.Tests.Threats;

/// <summary>For tests that measure time and memory, or listen to all of the process: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
