using System.Collections.Immutable;

namespace ServerlessAssist.Functions.People;

/// <summary>Work of one kind that others have to take over when a member of staff leaves or is away.</summary>
public interface IReassignable
{
    /// <summary>The kinds of the streams whose work it gives away; no other names the same.</summary>
    ImmutableArray<string> Kinds { get; }

    /// <summary>Gives away what is open. It can be called again: what is done already does nothing.</summary>
    /// <returns>False while storage has not said whether all is given away; called again in the next minute.</returns>
    Task<bool> Reassign(HandOver leaving, StaffRegister people, CancellationToken stop);
}
