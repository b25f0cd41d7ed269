using System.Collections.Immutable;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.People.Configuration;

namespace ServerlessAssist.Functions.Api.Authentication;

/// <summary>The keys of an organisation in the people file.</summary>
public static class ApiKeyForm
{
    /// <summary>While one is replaced by the next, both are valid; more for more systems.</summary>
    private const int Most = 10;

    public static ImmutableArray<ApiKey> ReadKeys(Form organisation) => organisation.Forms("apiKeys", 0, Most).Select(Read).ToImmutableArray();

    /// <summary>Notes what only the whole file shows: a key that two have, a region that is nowhere, a provider's key without anything that is provided.</summary>
    public static void Check(Form file, ImmutableArray<Organisation> organisations, ImmutableArray<Region> regions)
    {
        var hashes = organisations.SelectMany(one => one.AllKeys).Select(key => key.Sha256).Where(hash => hash.Length > 0);
        if (hashes.GroupBy(hash => hash).Any(group => group.Count() > 1)) file.Fault("organisations", "hold a key twice");
        foreach (var (one, at) in organisations.Select((one, at) => (one, at)))
            foreach (var (key, number) in one.Keys.Select((key, number) => (key, number)))
            {
                var path = $"organisations[{at}].apiKeys[{number}]";
                if (key.Regions.Any(region => regions.All(known => known.Id != region))) file.Fault($"{path}.regions", "names a region that is not in this file");
                if (Roles.Coordinates(key.Role) && key.Regions.IsEmpty) file.Fault($"{path}.regions", "must say where a coordinator's key works");
                if (key.Role == Role.ServiceProvider && one.Provides is null) file.Fault($"{path}.role", "is a provider's, but the organisation provides nothing");
                if (key is { Created: { } created, Expires: { } expires } && expires <= created) file.Fault($"{path}.expires", "must be after created");
            }
    }

    private static ApiKey Read(Form form)
    {
        var named = form.Names();
        var hash = form.Text("sha256", 64);
        if (hash is not null && !IsHash(hash)) form.Fault("sha256", "must be the SHA-256 of the key in 64 lower-case hex digits");
        return new ApiKey(
            hash is not null && IsHash(hash) ? hash : "",
            [.. form.SomeOf("scopes", 1, Scopes.All)],
            (named.Contains("role") ? Roles.Parse(form.OneOf("role", ApiKey.Roles)) : null) ?? Role.Referrer,
            form.Texts("regions", 0, 300, 40).ToImmutableArray(),
            named.Contains("created") ? form.Time("created") : null,
            named.Contains("expires") ? form.Time("expires") : null);
    }

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
