using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People.Conversation;

/// <summary>The data of buttons about channels, approvals and duty.</summary>
public static class StaffButtons
{
    public const string Prefix = "staff";

    public const string First = "first", AddChannel = "add-channel", Approve = "approval-yes", TurnDown = "approval-no",
        AgreeToSwap = "swap-yes", KeepDuty = "swap-no", TakeDuty = "take-duty";

    public static string For(string verb, params ReadOnlySpan<string> args) => ButtonPress.Data(Prefix, verb, args);
}
