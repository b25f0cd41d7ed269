using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.People.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api;

/// <summary>The query of a list.</summary>
public sealed record PageQuery(
    [RegularExpression(PageQuery.Key), Description(PageQuery.Before)] string? Cursor,
    [Range(1, PageQuery.Most), DefaultValue(PageQuery.Usual), Description(PageQuery.Many)] int? Limit)
{
    public const int Usual = 50, Most = 200;

    public const string Key = "^[0-9a-f]{64}$", Before = "The next of the page before.", Many = "How many a page may hold.";
}

/// <summary>Lists, page by page: one partition query each.</summary>
public sealed class ViewPages(Views views)
{
    /// <param name="kind">Of the streams whose lines stand there: a cursor is the key of one.</param>
    public async Task<(IReadOnlyList<string> Lines, string? Next, IResult? Problem)> Lines(
        HttpRequest request, string view, string partition, string kind, CancellationToken stop)
    {
        var cursor = ApiHeaders.Query(request, "cursor");
        if (cursor is not null && !(cursor.Length == 64 && cursor.All(char.IsAsciiHexDigitLower)))
            return ([], null, ApiProblem.Query.Answer("cursor must be the next of the page before"));
        if (Number(request, "limit", PageQuery.Usual, PageQuery.Most, out var problem) is not { } limit) return ([], null, problem);
        var (lines, next) = await views.Page(view, partition, cursor is null ? null : new StreamId(kind, cursor).Partition, limit, stop);
        return (lines, next is null ? null : StreamId.Parse(next).Key, null);
    }

    /// <summary>A number of the query, from 1.</summary>
    /// <param name="usual">Where the query does not say it.</param>
    /// <returns>Null: it is none, which the problem says.</returns>
    internal static int? Number(HttpRequest request, string name, int usual, int most, out IResult? problem)
    {
        problem = null;
        if (ApiHeaders.Query(request, name) is not { } wanted) return usual;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;
        problem = ApiProblem.Query.Answer(FormattableString.Invariant($"{name} must be a whole number from 1 to {most}"));
        return null;
    }
}
