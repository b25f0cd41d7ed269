using Microsoft.Extensions.Configuration;

namespace ServerlessAssist.Functions.Webhooks;

/// <param name="AllowsLoopback">On a developer's machine this machine itself may be called, by http and at any port.</param>
public sealed record WebhookSettings(bool AllowsLoopback)
{
    /// <summary>What Azure sets for every function app.</summary>
    private static readonly string[] OnAzure = ["WEBSITE_SITE_NAME", "WEBSITE_INSTANCE_ID", "CONTAINER_NAME"];

    /// <exception cref="InvalidOperationException">It is no true or false, or is set where it must not be.</exception>
    public static WebhookSettings Read(IConfiguration settings)
    {
        if (settings["Webhooks:AllowLoopback"] is not { Length: > 0 } text) return new WebhookSettings(false);
        if (!bool.TryParse(text, out var allows)) throw new InvalidOperationException("Webhooks__AllowLoopback must be true or false.");
        if (allows && OnAzure.Any(name => settings[name] is { Length: > 0 })) throw new InvalidOperationException("Webhooks__AllowLoopback is for a developer's machine: on Azure it would open the platform's inside to whoever sets a webhook. Take it out.");
        return new WebhookSettings(allows);
    }
}
