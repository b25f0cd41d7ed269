using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>The kinds of stream that alert: the first letter of an alert's code, a letter of <see cref="CodeAlphabet"/>.</summary>
public enum AlertKind
{
    /// <summary>No kind of stream: no code has it.</summary>
    None = 0,

    Referral = 'A',
}
