using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>How long the wrapped keys of a backup are kept: past it nothing that was erased meanwhile can be read from it.</summary>
/// <param name="Days">1 to 365.</param>
public sealed record BackupKeys(int Days)
{
    private const int Usual = 30;

    /// <exception cref="InvalidOperationException">It is no number of days: the text says which setting.</exception>
    public static BackupKeys Read(IConfiguration settings) => settings["Backups:KeysDays"] is not { Length: > 0 } text ? new BackupKeys(Usual)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 365 ? new BackupKeys(days)
        : throw new InvalidOperationException("Backups__KeysDays must be a whole number of days from 1 to 365.");
}
