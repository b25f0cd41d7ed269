namespace ServerlessAssist.Functions.Conversations;

/// <summary>What stands behind the reply to a message.</summary>
public enum ReplyStatus
{
    /// <summary>Nothing was stored: information, or a refusal that is decided again when the message comes again.</summary>
    NothingStored,

    /// <summary>This message was decided and stored now.</summary>
    Stored,

    /// <summary>The same message was stored before; the reply is the one that it got then.</summary>
    StoredBefore,

    /// <summary>Storage has not confirmed the commit: no reply is sent, and the message is tried again.</summary>
    NotStoredYet,
}
