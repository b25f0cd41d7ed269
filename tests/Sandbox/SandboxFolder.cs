using System.Reflection;

namespace ServerlessAssist.Sandbox;

/// <summary>The sandbox's own sources, which it runs from.</summary>
public static class SandboxFolder
{
    public static string Path { get; } = typeof(SandboxFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(one => one.Key == nameof(SandboxFolder)).Value!;
}

/// <summary>Something that the person at the keyboard can mend; its text says how.</summary>
public sealed class SandboxException(string message) : Exception(message);
