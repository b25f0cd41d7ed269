using System.Text.Json.Serialization;

namespace ServerlessAssist.Functions.Referrals;

[JsonConverter(typeof(JsonStringEnumConverter<HandOverAnswer>))]
public enum HandOverAnswer
{
    Asked,

    /// <summary>The receiving side has accepted it.</summary>
    Confirmed,

    /// <summary>The receiving side has closed it without accepting it.</summary>
    Returned,

    /// <summary>Its reference was taken in that very moment: to be tried again.</summary>
    Collided,
}

/// <summary>Handed over to another country, or on its way there.</summary>
public sealed record HandedOver(string Region, string Reference, HandOverAnswer Status);

/// <summary>Handed over by another country.</summary>
public sealed record CameFrom(string Stream, string Reference, HandOverAnswer Status)
{
    public override string ToString() => $"{Status}";
}
