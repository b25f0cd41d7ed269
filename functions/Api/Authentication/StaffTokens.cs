using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>Entra ID access tokens of staff: signed with RS256 by the tenant, for this application, valid now.</summary>
/// <param name="settings">Null: none is taken.</param>
public sealed class StaffTokens(EntraSettings? settings, EntraKeys keys, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <returns>The object id (<c>oid</c>) of whose it is; null: no good token.</returns>
    /// <exception cref="IOException">The tenant's keys cannot be had.</exception>
    public async Task<string?> WhoseIs(string token, CancellationToken stop)
    {
        if (settings is null || !_handler.CanReadToken(token) || KeyIdOf(token) is not { } kid) return null;
        var known = await keys.Now(settings, kid, stop);
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer, ValidAudience = settings.Audience, ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKeys = known, TryAllIssuerSigningKeys = false, RequireSignedTokens = true, RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => until is { } end && time.GetUtcNow() - Skew < end && (from is null || time.GetUtcNow() + Skew >= from),
        });
        return result.IsValid && Claim(result, "tid") == settings.TenantId && Claim(result, "oid") is { Length: > 0 } whose ? whose : null;
    }

    private static string? Claim(TokenValidationResult result, string name) => result.Claims.TryGetValue(name, out var value) ? value as string : null;

    private string? KeyIdOf(string token)
    {
        try
        {
            return _handler.ReadJsonWebToken(token).Kid is { Length: > 0 } kid ? kid : null;
        }
        catch (Exception broken) when (broken is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }
}
