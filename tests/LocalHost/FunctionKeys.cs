using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.LocalHost;

/// <summary>The function key and the master key: <c>LocalHost:FunctionKey</c>, <c>LocalHost:MasterKey</c>; without them no key fits.</summary>
internal sealed class FunctionKeys(IConfiguration settings)
{
    private readonly byte[] _function = Hash(settings["LocalHost:FunctionKey"] is { Length: > 0 } key ? key : Unguessable());
    private readonly byte[] _master = Hash(settings["LocalHost:MasterKey"] is { Length: > 0 } key ? key : Unguessable());

    public bool Allow(AuthorizationLevel level, HttpRequest request)
    {
        if (level == AuthorizationLevel.Anonymous) return true;
        var given = Hash(request.Headers["x-functions-key"] is [{ Length: > 0 } header] ? header : request.Query["code"].ToString());
        var master = CryptographicOperations.FixedTimeEquals(given, _master);
        var function = CryptographicOperations.FixedTimeEquals(given, _function);
        return level == AuthorizationLevel.Admin ? master : master | function;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Unguessable() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
}
