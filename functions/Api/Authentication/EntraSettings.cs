using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>Whose tokens are taken: one tenant's, made for this application.</summary>
/// <param name="Audience">The application's id (a GUID), or its URI.</param>
public sealed record EntraSettings(string TenantId, string Audience)
{
    /// <summary>https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference: of version 2.0.</summary>
    public string Issuer => $"https://login.microsoftonline.com/{TenantId}/v2.0";

    public string Metadata => $"{Issuer}/.well-known/openid-configuration";

    /// <returns>Null: not set, staff call with no tokens.</returns>
    /// <exception cref="InvalidOperationException">One of the two is missing, or is not what it should be.</exception>
    public static EntraSettings? Read(IConfiguration settings)
    {
        var (tenant, audience) = (settings["Entra:TenantId"] ?? "", settings["Entra:Audience"] ?? "");
        if (tenant.Length == 0 && audience.Length == 0) return null;
        if (!Guid.TryParseExact(tenant, "D", out var id) || id == Guid.Empty) throw new InvalidOperationException("Entra__TenantId must be the tenant's id, a GUID; 'common' and 'organizations' would take every tenant's tokens.");
        if (audience.Length < 8) throw new InvalidOperationException("Entra__Audience must be the application's id or URI, as it stands in the tokens' aud.");
        return new EntraSettings(id.ToString("D"), audience);
    }
}
