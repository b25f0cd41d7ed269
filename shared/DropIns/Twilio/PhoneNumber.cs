namespace Twilio.Types;

public class PhoneNumber(string number)
{
    private readonly string _number = number;

    public static implicit operator PhoneNumber(string number) => new(number);

    public override string ToString() => _number;
}
