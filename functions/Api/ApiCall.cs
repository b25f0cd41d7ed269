using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api;

/// <summary>A call whose body has been read without a fault.</summary>
/// <param name="MessageId">The same for the same call again; for what is set anew, another each time.</param>
public sealed record ApiCall<TBody>(Caller Caller, TBody Body, Form Form, string MessageId)
{
    public Actor Actor => Caller.Actor;

    /// <summary>Notes what only a look at other things shows, and answers the caller with it.</summary>
    /// <returns>Null, for the reader to return.</returns>
    public TCommand? Fault<TCommand>(string field, string must) where TCommand : class
    {
        Form.Fault(field, must);
        return null;
    }

    public override string ToString() => $"{Caller}";
}
