namespace ServerlessAssist.Shared.Streams.Upkeep;

/// <summary>Whether what is asked for is done, or only told.</summary>
public enum Mode { Change, DryRun }
