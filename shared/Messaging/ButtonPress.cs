using System.Collections.Immutable;

namespace ServerlessAssist.Shared.Messaging;

/// <summary>What a pressed button says: <c>prefix verb args…</c>, words between single spaces, at most 47 bytes.</summary>
/// <param name="Prefix">Of the module that made the button: it alone reads the rest.</param>
public sealed record ButtonPress(string Prefix, string Verb, ImmutableArray<string> Args)
{
    /// <returns>Null: no button was pressed, or its data has another form.</returns>
    public static ButtonPress? Of(InboundMessage message) => message.Choice is { } data ? Parse(data) : null;

    /// <returns>Null: another form.</returns>
    public static ButtonPress? Parse(string data) =>
        data.Split(' ') is [{ Length: > 0 } prefix, { Length: > 0 } verb, .. var args] && args.All(arg => arg.Length > 0)
            ? new ButtonPress(prefix, verb, [.. args]) : null;

    /// <summary>The data of a button.</summary>
    public static string Data(string prefix, string verb, params ReadOnlySpan<string> args) => string.Join(' ', [prefix, verb, .. args]);

    public override string ToString() => $"{Prefix} {Verb}";
}
