using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServerlessAssist.Shared.Messaging;

public static class MessagingModule
{
    public static IServiceCollection AddMessaging(this IServiceCollection services) => services.AddSingleton(new Phrases()).AddSingleton(new Keywords());

    /// <summary>For a module that stands outside of the product's own assemblies: the language files that are embedded there.</summary>
    /// <exception cref="LanguageFileException">One of them cannot be used, or a language is missing.</exception>
    public static IServiceCollection AddPhrasesOf(this IServiceCollection services, Assembly assembly)
    {
        LanguageFile.Add(assembly);
        return services.Replace(ServiceDescriptor.Singleton(new Phrases()));
    }
}
