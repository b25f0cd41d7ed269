using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>The keys that the tenant signs with, from its metadata: read once in 12 hours, and when a token names one that is not known, at most once in 5 minutes.</summary>
/// <remarks>The library's own ConfigurationManager refreshes in the background and refuses the first token of a new key; here its reader is used, in the caller's turn.</remarks>
/// <param name="retriever">Made when the first token comes: most houses never see one.</param>
public sealed class EntraKeys(Func<IDocumentRetriever> retriever, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);
    private ICollection<SecurityKey> _keys = [];
    private DateTimeOffset _read = DateTimeOffset.MinValue;
    private DateTimeOffset _asked = DateTimeOffset.MinValue;

    /// <exception cref="IOException">The tenant's metadata cannot be had, and none was read before.</exception>
    public async Task<ICollection<SecurityKey>> Now(EntraSettings settings, string? kid, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (now - _asked < Pause || (now - _read < Fresh && _keys.Any(key => key.KeyId == kid))) return _keys;
        // Noted first: while it does not answer, a flood of tokens does not become a flood of questions.
        if (_keys.Count > 0) _asked = now;
        try
        {
            _keys = (await OpenIdConnectConfigurationRetriever.GetAsync(settings.Metadata, retriever(), stop)).SigningKeys;
            (_read, _asked) = (now, now);
        }
        catch (Exception failed) when (_keys.Count > 0 && failed is InvalidOperationException or IOException or HttpRequestException or ArgumentException)
        {
            // The keys of before stay good.
        }
        catch (Exception failed) when (failed is InvalidOperationException or ArgumentException)
        {
            throw new IOException("The tenant's metadata cannot be read.", failed);
        }
        return _keys;
    }
}
