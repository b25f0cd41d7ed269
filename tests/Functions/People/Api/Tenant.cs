using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;
using ServerlessAssist.Functions.Api.Authentication;

namespace ServerlessAssist.Tests.Functions.People.Api;

/// <summary>A tenant with keys of its own, as its metadata shows them.</summary>
internal sealed class Tenant : IDocumentRetriever
{
    public const string Id = "11111111-0000-4000-8000-000000000001", Audience = "22222222-0000-4000-8000-000000000002", Person = "33333333-0000-4000-8000-000000000003";

    public static readonly EntraSettings Settings = new(Id, Audience);

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, RSA> _keys = new(StringComparer.Ordinal) { ["key-1"] = RSA.Create(2048) };

    public FakeTimeProvider Clock { get; } = new(Now);

    /// <summary>How often somebody asked.</summary>
    public int Asked { get; private set; }

    public bool IsDown { get; set; }

    public static Dictionary<string, object> Claims => new()
    {
        ["iss"] = Settings.Issuer, ["aud"] = Audience, ["tid"] = Id, ["oid"] = Person, ["nbf"] = Now.AddMinutes(-5).ToUnixTimeSeconds(), ["exp"] = Now.AddHours(1).ToUnixTimeSeconds(),
    };

    public StaffTokens Tokens() => new(Settings, new EntraKeys(() => this, Clock), Clock);

    /// <summary>The tenant signs with another key from now on, and shows that one alone.</summary>
    public void Roll(string to)
    {
        _keys.Clear();
        _keys[to] = RSA.Create(2048);
    }

    public string Sign(Dictionary<string, object> claims, string kid = "key-1", string algorithm = "RS256", RSA? with = null)
    {
        var content = $"{Part(new { alg = algorithm, kid, typ = "JWT" })}.{Part(claims)}";
        var hash = algorithm == "RS384" ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
        return $"{content}.{Base64UrlEncoder.Encode((with ?? _keys[kid]).SignData(Encoding.ASCII.GetBytes(content), hash, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1))}";
    }

    public static string Unsigned(Dictionary<string, object> claims, string algorithm) => $"{Part(new { alg = algorithm, kid = "key-1", typ = "JWT" })}.{Part(claims)}.";

    /// <summary>Signed with the public key, as if it were a shared secret.</summary>
    public string Confused(Dictionary<string, object> claims)
    {
        var content = $"{Part(new { alg = "HS256", kid = "key-1", typ = "JWT" })}.{Part(claims)}";
        return $"{content}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(_keys["key-1"].ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(content)))}";
    }

    public Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        Asked++;
        if (IsDown) throw new IOException("It does not answer.");
        return Task.FromResult(address == Settings.Metadata
            ? JsonSerializer.Serialize(new { issuer = Settings.Issuer, jwks_uri = "https://login.microsoftonline.com/keys" })
            : JsonSerializer.Serialize(new { keys = _keys.Select(one => (one.Key, one.Value.ExportParameters(false))).Select(one => new { kty = "RSA", use = "sig", kid = one.Key, n = Base64UrlEncoder.Encode(one.Item2.Modulus), e = Base64UrlEncoder.Encode(one.Item2.Exponent) }) }));
    }

    private static string Part(object content) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(content));
}
