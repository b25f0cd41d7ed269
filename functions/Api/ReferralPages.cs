using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Api;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Api;

/// <summary>Lists, page by page: one partition query each.</summary>
public sealed class ReferralPages(Views views)
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>Some lines of a list of referrals. A page that leaves lines out may hold fewer than asked for, while there are more.</summary>
    /// <param name="which">Null: all of them.</param>
    public async Task<IResult> Referrals(HttpRequest request, string view, string partition, Func<BoardLine, bool>? which, CancellationToken stop)
    {
        var (lines, next, problem) = await Lines(request, view, partition, ReferralRules.Kind, stop);
        if (problem is not null) return problem;
        var shown = lines.Select(line => JsonSerializer.Deserialize(line, BoardJson.Default.BoardLine)!).Where(line => which?.Invoke(line) != false);
        return Results.Json(new ReferralList([.. shown.Select(line => new ReferralLine(line.Reference, line.Status, line.Urgency.ToString().ToLowerInvariant(), line.Since, line.Next))], next), ApiJson.Default.ReferralList);
    }

    /// <param name="kind">Of the streams whose lines stand there: a cursor is the key of one.</param>
    public async Task<(IReadOnlyList<string> Lines, string? Next, IResult? Problem)> Lines(HttpRequest request, string view, string partition, string kind, CancellationToken stop)
    {
        var (cursor, limit) = (ApiHeaders.Query(request, "cursor"), Usual);
        if (cursor is not null && !(cursor.Length == 64 && cursor.All(char.IsAsciiHexDigitLower))) return ([], null, ApiProblem.Query.Answer("cursor must be the next of the page before"));
        if (ApiHeaders.Query(request, "limit") is { } wanted && !(int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most)) return ([], null, ApiProblem.Query.Answer($"limit must be a whole number from 1 to {Most}"));
        var (lines, next) = await views.Page(view, partition, cursor is null ? null : new StreamId(kind, cursor).Partition, limit, stop);
        return (lines, next is null ? null : StreamId.Parse(next).Key, null);
    }
}
