using System.Globalization;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy.Retention;

/// <summary>How long streams of one kind are kept, as the settings have it.</summary>
/// <param name="Days">After a stream is over; null: no days are counted, the rule says what ends it.</param>
public sealed record KeptKind(string Kind, RetentionRule Rule, int? Days)
{
    /// <summary>In the settings, e.g. <c>Retention__UnknownSenders__Days</c>; null: it cannot be set.</summary>
    public string? Setting => Rule.Setting is { } name ? $"Retention__{name}__Days" : null;
}

/// <summary>What is kept why and how long, for every kind of stream that a module has registered.</summary>
public sealed record RetentionSettings(IReadOnlyList<KeptKind> Table)
{
    /// <exception cref="InvalidOperationException">A number of days is none, or a name is unknown: the text says which.</exception>
    public static RetentionSettings Read(IConfiguration settings, StreamDefinitions definitions)
    {
        var rules = definitions.All.Select(one => one.Retention).Where(rule => rule.Setting is not null).ToList();
        var names = settings.GetSection("Retention").GetChildren().Select(one => one.Key);
        if (names.FirstOrDefault(name => !rules.Exists(rule => rule.Setting!.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } unknown)
        {
            var known = string.Join(", ", rules.Select(rule => $"Retention__{rule.Setting}__Days"));
            throw new InvalidOperationException($"Retention__{unknown} is unknown. These can be set: {known}.");
        }
        return new RetentionSettings([.. definitions.All.Select(one => new KeptKind(one.Kind, one.Retention, Days(one.Retention, settings)))]);
    }

    private static int? Days(RetentionRule rule, IConfiguration settings)
    {
        if (rule.Setting is not { } name) return null;
        if (settings[$"Retention:{name}:Days"] is not { Length: > 0 } text) return rule.UsualDays;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days >= rule.LeastDays && days <= RetentionRule.MostDays
            ? days
            : throw new InvalidOperationException(
                $"Retention__{name}__Days must be a whole number of days from {rule.LeastDays} to {RetentionRule.MostDays}.");
    }
}
