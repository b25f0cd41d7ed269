using System.Collections;

namespace Twilio.Base;

public abstract class Resource;

public abstract class ReadOptions<T> where T : Resource
{
    public int? PageSize { get; set; }

    public long? Limit { get; set; }
}

public class ResourceSet<T> : IEnumerable<T> where T : Resource
{
    private readonly IReadOnlyList<T> _all;

    internal ResourceSet(IEnumerable<T> all) => _all = [.. all];

    public IEnumerator<T> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
