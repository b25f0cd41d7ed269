namespace ServerlessAssist.Bots;

/// <summary>Addresses that carriers are told.</summary>
internal static class Addresses
{
    /// <summary>https with a host and no path; http on this machine only.</summary>
    public static bool IsPublic(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath == "/" && uri.Query.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
