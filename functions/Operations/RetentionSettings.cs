using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.Functions.Operations;

/// <summary>One line of the table: which streams are kept how long after they are over.</summary>
/// <param name="Name">In the settings: <c>Retention__Strangers__Days</c>.</param>
/// <param name="Kind">Of streams.</param>
/// <param name="Days">1 to 3650.</param>
public sealed record Kept(string Name, string Kind, int Days);

/// <summary>What is kept how long. A kind that does not stand here is kept.</summary>
public sealed record RetentionSettings(IReadOnlyList<Kept> Table)
{
    private static readonly Kept[] Usual = [new("Strangers", "stranger", 30), new("Webhooks", "hook", 30)];

    /// <exception cref="InvalidOperationException">A number of days is none, or a name is unknown: the text says which.</exception>
    public static RetentionSettings Read(IConfiguration settings)
    {
        var given = settings.GetSection("Retention").GetChildren().ToList();
        if (given.FirstOrDefault(one => Usual.All(known => !known.Name.Equals(one.Key, StringComparison.OrdinalIgnoreCase))) is { } unknown)
            throw new InvalidOperationException($"Retention__{unknown.Key} is unknown. These can be set: {string.Join(", ", Usual.Select(one => $"Retention__{one.Name}__Days"))}.");
        return new RetentionSettings([.. Usual.Select(one => one with { Days = Days(one, settings[$"Retention:{one.Name}:Days"]) })]);
    }

    private static int Days(Kept usual, string? text)
    {
        if (text is not { Length: > 0 }) return usual.Days;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3650
            ? days
            : throw new InvalidOperationException($"Retention__{usual.Name}__Days must be a whole number of days from 1 to 3650.");
    }
}
