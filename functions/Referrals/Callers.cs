using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Referrals;

/// <summary>Which organisation calls: by its own key in <c>X-Api-Key</c>, of which the directory holds the SHA-256.</summary>
public sealed class Callers(StaffDirectory directory)
{
    public async Task<Organisation?> Who(HttpRequest request, CancellationToken stop)
    {
        if (request.Headers["X-Api-Key"] is not [{ Length: > 0 and <= 256 } key]) return null;
        var hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        var found = default(Organisation);
        foreach (var organisation in (await directory.Now(stop)).Seed.Organisations)
            if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(organisation.ApiKeySha256 ?? ""))) found = organisation;
        return found;
    }
}
