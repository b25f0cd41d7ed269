using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>Keeps ASP.NET Core's data protection from writing keys into the home folder in clear.</summary>
/// <remarks>The vendor's integration adds it; the product does not use it.</remarks>
internal static class DataProtectionKeys
{
    public static IServiceCollection AddNoDataProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        // It would warn that the key in memory is not encrypted.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        return services.Configure<KeyManagementOptions>(keys => (keys.XmlRepository, keys.AutoGenerateKeys) = (new InMemory(), true));
    }

    private sealed class InMemory : IXmlRepository
    {
        private readonly List<XElement> _kept = [];

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            lock (_kept) return [.. _kept];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            lock (_kept) _kept.Add(element);
        }
    }
}
