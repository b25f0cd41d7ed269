using System.Globalization;

namespace Twilio;

/// <summary>The parameters that are given, in the API's forms.</summary>
internal static class Parameters
{
    public static List<KeyValuePair<string, string>> Given(params ReadOnlySpan<(string Name, string? Value)> all)
    {
        var given = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in all)
            if (value is not null) given.Add(new(name, value));
        return given;
    }

    public static string? Of(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    public static string? Of(DateTime? utc) => utc?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string? Of(bool? yes) => yes switch { true => "true", false => "false", null => null };
}
