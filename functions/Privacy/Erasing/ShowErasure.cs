using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.Functions.Api.Requests;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Privacy.Erasing;

/// <summary>An operator sees how far an erasure is: its step, what there was, and from when on no backup can be read either.</summary>
public sealed class ShowErasure(StreamHandler<Erasure, ErasureEvent, ErasureCommand> erasures, BackupKeys backups)
{
    [Function(nameof(ShowErasure))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "operations/persons/erasures/{id}")] HttpRequest request, string id, CancellationToken stop) =>
        Problem.OrTryAgain(request, async () =>
        {
            if (id.Length != 64 || !id.All(char.IsAsciiHexDigitLower)) return Unknown();
            var stream = new StreamId(ErasureRules.Kind, id);
            return (await erasures.Read(stream, stop)).State is { Keys.IsEmpty: false } erasure ? Results.Json(ErasureShown.Of(stream, erasure, backups, null)) : Unknown();
        });

    private static IResult Unknown() => Problem.Of(StatusCodes.Status404NotFound, "erasure", "There is no such erasure. Give the id that its beginning was answered with.");
}

/// <param name="Counts">What there was of her, by kind, and what was done.</param>
/// <param name="Elsewhere">The other country's referral, or the one that it came from; null: there is none, or it is not told here.</param>
/// <param name="Unreadable">From when on no backup can be read either; null: not known yet.</param>
public sealed record ErasureShown(
    string Erasure, string Step, bool IsDone, DateTimeOffset Begun, DateTimeOffset? GoesOn, IReadOnlyDictionary<string, long> Counts, Elsewhere? Elsewhere, DateTimeOffset? Ended, DateTimeOffset? Unreadable)
{
    public static ErasureShown Of(StreamId id, Erasure erasure, BackupKeys backups, Elsewhere? elsewhere) => new(
        id.Key, erasure.Step.ToString().ToLowerInvariant(), erasure.Ended is not null, erasure.Begun, erasure.IsRunning ? erasure.Due : null, erasure.Counts, elsewhere, erasure.Ended,
        erasure.RowsGone?.AddDays(backups.Days));
}
