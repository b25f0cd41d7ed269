namespace Twilio.Exceptions;

public class TwilioException : Exception
{
    public TwilioException() { }

    public TwilioException(string message) : base(message) { }

    public TwilioException(string message, Exception? exception) : base(message, exception) { }
}

/// <summary>No answer from the API.</summary>
public class ApiConnectionException : TwilioException
{
    public ApiConnectionException(string message) : base(message) { }

    public ApiConnectionException(string message, Exception exception) : base(message, exception) { }
}

/// <summary>The API's refusal. An answer that is no JSON has neither code nor status: both are 0. https://www.twilio.com/docs/api/errors</summary>
public class ApiException : TwilioException
{
    public ApiException(string message) : base(message) { }

    public ApiException(string message, Exception exception) : base(message, exception) { }

    public ApiException(int code, int status, string message, string? moreInfo, Dictionary<string, object>? details = null, Exception? exception = null)
        : base(message, exception) => (Code, Status, MoreInfo, Details) = (code, status, moreInfo, details);

    public int Code { get; }

    public int Status { get; }

    public string? MoreInfo { get; }

    public Dictionary<string, object>? Details { get; }
}
