namespace ServerlessAssist.Functions.Cases.Erasing;

/// <summary>Knows a person's cases. Implemented once, by the module whose streams are begun first for a person.</summary>
public interface IPersonCases
{
    /// <summary>The kind of the streams that stand for a case. One that is past its days is erased as a person is.</summary>
    string Kind { get; }

    /// <summary>Finds the person by the key of one of the cases.</summary>
    /// <returns>Null: there is no such case.</returns>
    Task<PersonCases?> Find(string key, CancellationToken stop);

    /// <summary>All cases that are the person's, as far as they are linked: merged, handed over to or from another country.</summary>
    /// <returns>Keys, that of <paramref name="reference"/> first, at most <paramref name="most"/>; empty: there is no such case.</returns>
    Task<IReadOnlyList<string>> FindLinked(CaseReference reference, int most, CancellationToken stop);

    /// <summary>Writes with each case that the person's file was made, by whom and with which second person.</summary>
    /// <param name="approval">The same approval is written once.</param>
    /// <returns>False: storage has not said; to be tried again.</returns>
    Task<bool> RecordFileGiven(IReadOnlyList<string> keys, string by, string second, string approval, CancellationToken stop);

    /// <summary>Marks a closed case to be erased. Marked before: the same again.</summary>
    Task<CaseMark> Mark(string key, CancellationToken stop);
}
