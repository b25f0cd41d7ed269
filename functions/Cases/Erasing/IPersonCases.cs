namespace ServerlessAssist.Functions.Cases.Erasing;

/// <summary>Knows a person's cases. Implemented once, by the module whose streams are begun first for a person.</summary>
public interface IPersonCases
{
    /// <summary>The kind of the streams that stand for a case. One that is past its days is erased as a person is.</summary>
    string Kind { get; }

    /// <summary>Finds the person by the key of one of the cases.</summary>
    /// <returns>Null: there is no such case.</returns>
    Task<PersonCases?> Find(string key, CancellationToken stop);

    /// <summary>Marks a closed case to be erased. Marked before: the same again.</summary>
    Task<CaseMark> Mark(string key, CancellationToken stop);
}
