namespace ServerlessAssist.Functions.Referrals;

/// <summary>Purposes of keyed hashes made at more than one place here. One that changes finds nothing that was stored under it.</summary>
internal static class IndexPurposes
{
    /// <summary>From which a referral's alert codes are made.</summary>
    public const string AlertCodeSecret = "alert-code-secret";

    /// <summary>An organisation's <c>Idempotency-Key</c>.</summary>
    public const string IdempotencyKey = "idempotency-key";
}
