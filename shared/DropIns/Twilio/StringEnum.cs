namespace Twilio.Types;

/// <summary>A value of an open set: the API may name ones that this library does not know.</summary>
public abstract class StringEnum
{
    private readonly string _value;

    protected StringEnum(string value) => _value = value;

    public static bool operator ==(StringEnum? a, StringEnum? b) => Equals(a, b);

    public static bool operator !=(StringEnum? a, StringEnum? b) => !Equals(a, b);

    public override bool Equals(object? obj) => obj is StringEnum other && other.GetType() == GetType() && other._value == _value;

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _value;
}
