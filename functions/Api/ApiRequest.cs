using ServerlessAssist.Functions.Api.Authentication;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.People;

namespace ServerlessAssist.Functions.Api;

/// <summary>A change that somebody asks for.</summary>
/// <param name="MessageId">The same for the same call again.</param>
/// <param name="Terms">Which version was seen, and what exactly was sent.</param>
public sealed record ApiRequest(Caller Caller, Form Form, string MessageId, Shared.Streams.Preconditions Terms)
{
    public Actor Actor => Caller.Actor;

    public override string ToString() => $"{Caller}";
}
