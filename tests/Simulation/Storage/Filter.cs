namespace ServerlessAssist.Simulation.Storage;

/// <summary>What a query asks of a row, and in which keys such rows can lie.</summary>
internal abstract class Filter
{
    public abstract bool Matches(Row row);

    /// <param name="key">PartitionKey or RowKey.</param>
    /// <returns>Ranges outside of which nothing can match.</returns>
    public virtual KeyRange[] Keys(string key) => KeyRange.All;

    public sealed class Everything : Filter
    {
        public override bool Matches(Row row) => true;
    }

    public sealed class And(Filter one, Filter other) : Filter
    {
        public override bool Matches(Row row) => one.Matches(row) && other.Matches(row);

        public override KeyRange[] Keys(string key) => KeyRange.Both(one.Keys(key), other.Keys(key));
    }

    public sealed class Or(Filter one, Filter other) : Filter
    {
        public override bool Matches(Row row) => one.Matches(row) || other.Matches(row);

        public override KeyRange[] Keys(string key) => KeyRange.Either(one.Keys(key), other.Keys(key));
    }

    public sealed class Not(Filter one) : Filter
    {
        public override bool Matches(Row row) => !one.Matches(row);
    }

    /// <summary>A property beside a value. A row without the property, or with one of another type, does not match.</summary>
    public sealed class Compare(string property, string how, object value) : Filter
    {
        public override bool Matches(Row row) => row.Get(property) is { } stored && Order(stored, value) is { } order && how switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };

        public override KeyRange[] Keys(string key) => key != property || value is not string text ? KeyRange.All : how switch
        {
            "eq" => [new(text, KeyRange.After(text))],
            "gt" => [new(KeyRange.After(text), null)],
            "ge" => [new(text, null)],
            "lt" => [new("", text)],
            "le" => [new("", KeyRange.After(text))],
            _ => KeyRange.All,
        };

        private static int? Order(object stored, object asked) => (stored, asked) switch
        {
            (string one, string other) => string.CompareOrdinal(one, other),
            (bool one, bool other) => one.CompareTo(other),
            (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
            (Guid one, Guid other) => one.CompareTo(other),
            (byte[] one, byte[] other) => one.AsSpan().SequenceCompareTo(other),
            (int or long, int or long) => Whole(stored).CompareTo(Whole(asked)),
            (int or long or double, int or long or double) => Real(stored).CompareTo(Real(asked)),
            _ => null,
        };

        private static long Whole(object number) => number is int small ? small : (long)number;

        private static double Real(object number) => number is double real ? real : Whole(number);
    }
}
