namespace ServerlessAssist.Simulation.Storage;

/// <summary>The query of a URL.</summary>
internal static class WireQuery
{
    /// <returns>Null where it is not there.</returns>
    public static string? Get(string query, string name)
    {
        for (var at = 0; at < query.Length;)
        {
            var end = query.IndexOf('&', at);
            if (end < 0) end = query.Length;
            if (end - at > name.Length && query[at + name.Length] == '=' && string.Compare(query, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0)
                return Uri.UnescapeDataString(query[(at + name.Length + 1)..end]);
            at = end + 1;
        }
        return null;
    }
}
