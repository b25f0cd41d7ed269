namespace ServerlessAssist.Simulation.Storage;

/// <summary>A refusal in Azure's own words.</summary>
internal sealed record StorageError(int Status, string Reason, string Code, string Message)
{
    public static StorageError Bad(string code, string message) => new(400, "Bad Request", code, message);
}
