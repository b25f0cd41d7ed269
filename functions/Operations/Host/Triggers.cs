using Microsoft.Azure.Functions.Worker;

namespace ServerlessAssist.Functions.Operations.Host;

/// <summary>What starts a function.</summary>
internal static class Triggers
{
    public const string Http = "httpTrigger";
    public const string Timer = "timerTrigger";

    public static bool IsStartedBy(this FunctionContext context, string trigger) =>
        context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type.Equals(trigger, StringComparison.OrdinalIgnoreCase));
}
