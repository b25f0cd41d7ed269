namespace ServerlessAssist.Functions.Cli;

/// <summary>What the tool has around it.</summary>
/// <param name="Setting">Environment variables.</param>
/// <param name="Wire">The way to the system, for one run.</param>
public sealed record CliEnvironment(TextWriter Out, TextWriter Error, Func<string, string?> Setting, Func<HttpMessageHandler> Wire)
{
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
