using System.Collections;

namespace Twilio.Base;

public abstract class Resource;

public abstract class ReadOptions<T> where T : Resource
{
    /// <summary>Rows a request, at most 1,000.</summary>
    public long? PageSize { get; set; }

    public long? Limit { get; set; }
}

/// <summary>Rows of a list. The vendor's own fetches its later pages while it is enumerated, so an error can come then too.</summary>
public class ResourceSet<T> : IEnumerable<T> where T : Resource
{
    private readonly IReadOnlyList<T> _all;

    internal ResourceSet(IEnumerable<T> all) => _all = [.. all];

    public IEnumerator<T> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
