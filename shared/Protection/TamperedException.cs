namespace ServerlessAssist.Shared.Protection;

/// <summary>A sealed value does not belong where it stands, or was changed. Its text names no content.</summary>
public sealed class TamperedException(string what) : Exception($"A sealed value cannot be opened: {what}.");
