using System.Net;
using ServerlessAssist.Functions.Api.Requests;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Whether an address may be called at all. Where its name leads to is looked at again whenever it is called.</summary>
public static class WebhookAddress
{
    public const int Longest = 500;

    /// <summary>What is wrong with it; null: nothing.</summary>
    internal static string? Fault(string text, WebhookSettings settings)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || text.Any(unit => unit is <= ' ' or >= '\x7f')) return "must be an address, e.g. https://cases.example.org/hooks";
        if (uri.UserInfo.Length > 0) return "must hold no user and no password; what is sent is signed";
        if (uri.Fragment.Length > 0) return "must hold no fragment (#)";
        if (settings.AllowsLoopback && uri.IsLoopback && uri.Scheme is "http" or "https") return null;
        if (uri.Scheme != "https") return "must begin with https://";
        if (uri.Port != 443) return "must be at port 443";
        if (uri.IsLoopback || uri.HostNameType == UriHostNameType.Unknown || (uri.HostNameType == UriHostNameType.Dns && !uri.Host.TrimEnd('.').Contains('.'))) return "must name a host on the internet";
        return IPAddress.TryParse(uri.DnsSafeHost, out var address) && !PublicNetwork.Holds(address) ? "must name a host on the internet" : null;
    }
}
