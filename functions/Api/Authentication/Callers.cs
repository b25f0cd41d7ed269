using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>Who calls: an organisation by a key of its own in <c>X-Api-Key</c>, of which the directory holds the SHA-256; or one of the staff by an Entra ID token in <c>Authorization</c>. With both, the key.</summary>
public sealed class Callers(StaffDirectory directory, StaffTokens tokens, KeyUses uses, TimeProvider time)
{
    /// <returns>Null: nobody that is known here.</returns>
    public async Task<Caller?> Who(HttpRequest request, CancellationToken stop)
    {
        // Who sends nothing costs nothing.
        if (request.Headers["X-Api-Key"] is [{ Length: > 0 and <= 256 } key]) return await ByKey(await directory.Cached(stop), key, stop);
        if (request.Headers["X-Api-Key"].Count > 0 || request.Headers.Authorization is not [{ Length: <= 16 * 1024 } value] || !value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;
        if (await tokens.WhoseIs(value["Bearer ".Length..].Trim(), stop) is not { } id || (await directory.Cached(stop)).OfEntra(id) is not { } staff) return null;
        return new Caller(Actor.Of(staff), [.. Scopes.OfPeople], null);
    }

    private async Task<Caller?> ByKey(StaffRegister people, string key, CancellationToken stop)
    {
        var hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        var found = default((Organisation Organisation, ApiKey Key)?);
        // All of them are compared: how long it takes says nothing.
        foreach (var organisation in people.Configuration.Organisations)
            foreach (var known in organisation.AllKeys)
                if (CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(known.Sha256))) found = (organisation, known);
        if (found is not { } whose || whose.Key.Expires <= time.GetUtcNow()) return null;
        await uses.Note(whose.Key, whose.Organisation.Id, stop);
        return new Caller(new Actor(new PersonId(whose.Organisation.Id), whose.Key.Role, whose.Organisation.Id, whose.Key.Regions), whose.Key.Scopes, whose.Key);
    }
}
