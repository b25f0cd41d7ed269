using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.Rides;

public static class RidePhrases
{
    public static readonly Phrase Alert = new("rides.alert", "reference", "code");
    public static readonly Phrase Unreached = new("rides.unreached", "reference");
    public static readonly Phrase Taken = new("rides.taken", "reference");
    public static readonly Phrase TakenByOther = new("rides.taken-by-other", "reference");
    public static readonly Phrase Passed = new("rides.passed", "reference");
    public static readonly Phrase CodeWrong = new("rides.code-wrong");
    public static readonly Phrase None = new("rides.none");
    public static readonly Phrase How = new("rides.screen.how");
    public static readonly Phrase Where = new("rides.screen.where");
    public static readonly Phrase Asked = new("rides.screen.asked", "reference");
    public static readonly Phrase AlreadyAsked = new("rides.screen.already-asked", "reference");
    public static readonly Phrase Cancelled = new("rides.screen.cancelled", "reference");
    public static readonly Phrase ButtonTake = new("rides.button.take");
    public static readonly Phrase ButtonPass = new("rides.button.pass");
    public static readonly Phrase ButtonCancel = new("rides.button.cancel");
    public static readonly Phrase Command = new("rides.command.ride");
}
