namespace ServerlessAssist.Functions.Api.Requests;

/// <summary>A body that ended early, came too slowly, or whose framing is broken: the sender's fault.</summary>
public sealed class BrokenBodyException(Exception cause) : Exception("The body could not be read.", cause);
