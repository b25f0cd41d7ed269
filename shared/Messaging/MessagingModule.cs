using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Shared.Messaging.Understanding;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServerlessAssist.Shared.Messaging;

public static class MessagingModule
{
    public static IServiceCollection AddMessaging(this IServiceCollection services) =>
        services.AddSingleton(new Phrases()).AddSingleton(all => MessageReader.Of(all.GetServices<Label>()));

    /// <summary>What stands on a module's buttons may be typed too.</summary>
    public static IServiceCollection AddLabels(this IServiceCollection services, IEnumerable<Label> labels)
    {
        foreach (var label in labels) services.AddSingleton(label);
        return services;
    }

    /// <summary>For a module that stands outside of the product's own assemblies: the language files that are embedded there.</summary>
    /// <exception cref="LanguageFileException">One of them cannot be used, or a language is missing.</exception>
    public static IServiceCollection AddPhrasesOf(this IServiceCollection services, Assembly assembly)
    {
        LanguageFile.Add(assembly);
        return services.Replace(ServiceDescriptor.Singleton(new Phrases()));
    }
}
