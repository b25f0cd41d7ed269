using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Benchmarks;

/// <summary>Messages a second from the front door to the reply, against the same storage requests with nothing around them: same rows, same client, same emulator, turn by turn.</summary>
internal static class Throughput
{
    private const int SideBySide = 8;

    public static async Task Measure(Bench bench, bool quick, Report report)
    {
        using var clock = new MovableClock(TimeProvider.System.GetUtcNow());
        await using var system = await bench.NewSystem(clock);
        var floor = await Floor.Of(system);
        var next = 0;
        await Compare<HttpRequestMessage>(report, "answers a second", quick ? 100 : 500, quick ? 5 : 31,
            times => [.. Enumerable.Range(0, times).Select(_ => Bench.Webhook(system.Functions.Address, Bench.Text(1_000_000 + next++)))],
            request => Bench.Bring(system.Http, request), floor.Answer);
        await Compare<string>(report, "referrals with an alert a second", quick ? 50 : 100, quick ? 5 : 31,
            times => [.. Enumerable.Range(0, times).Select(_ => string.Create(CultureInfo.InvariantCulture, $"throughput-{next++:D7}"))],
            key => Bench.Refer(system, key), floor.Alert);
    }

    /// <summary>Short rounds, ours and the floor's in turn, so that both see the same weather.</summary>
    /// <param name="prepare">What is sent is made before the time runs: making it is the carrier's work.</param>
    private static async Task Compare<T>(Report report, string what, int times, int rounds, Func<int, T[]> prepare, Func<T, Task> ours, Func<Task> raw)
    {
        var (whole, bare) = (new List<double>(), new List<double>());
        for (var round = -2; round < rounds; round++)
        {
            var messages = prepare(times);
            var one = await Bench.Rate(times, SideBySide, at => ours(messages[at]));
            var other = await Bench.Rate(times, SideBySide, _ => raw());
            if (round < 0) continue; // Warming up.
            whole.Add(one);
            bare.Add(other);
        }
        var ratio = Figures.Median(whole.Zip(bare, (one, other) => one / other));
        report.Add($"{what}, {SideBySide} side by side", Figures.Median(whole).ToString("N0", CultureInfo.InvariantCulture));
        report.Add($"{what}: raw storage floor", Figures.Median(bare).ToString("N0", CultureInfo.InvariantCulture));
        report.Add($"{what}: ratio to the floor", ratio.ToString("0.00", CultureInfo.InvariantCulture), ">= 0.90", ratio >= 0.9);
    }

    /// <summary>The requests of a message, made of the rows that a real one left.</summary>
    private sealed class Floor(TableServiceClient tables, QueueClient urgent, IReadOnlyList<TableEntity> answer, IReadOnlyList<TableEntity> referral, TableEntity board, TableEntity hint, string announcement)
    {
        public static async Task<Floor> Of(SandboxSystem system)
        {
            byte[] body = [];
            // What a text and a referral leave is looked at once, and copied from then on.
            await Bench.Bring(system.Http, system.Functions.Address, Bench.Text(0));
            system.Wire.Sent = (request, bytes) =>
            {
                if (request is { Path: "urgent/messages", Method: "POST" }) body = bytes;
            };
            await Bench.Refer(system, "the-floor-0000");
            system.Wire.Sent = null;
            var options = new TableClientOptions { Transport = system.Wire };
            options.Retry.MaxRetries = 0;
            options.Diagnostics.IsLoggingEnabled = false;
            var queues = new QueueClientOptions { Transport = system.Wire, MessageEncoding = QueueMessageEncoding.Base64 };
            queues.Diagnostics.IsLoggingEnabled = false;
            var tables = new TableServiceClient(system.Storage, options);
            var rows = await All(tables, "streams");
            var text = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(System.Xml.Linq.XDocument.Load(new MemoryStream(body)).Descendants("MessageText").Single().Value));
            return new Floor(
                tables, new QueueClient(system.Storage, "urgent", queues), [.. rows.Where(row => row.PartitionKey.StartsWith("stranger~", StringComparison.Ordinal))],
                [.. rows.Where(row => row.PartitionKey.StartsWith("referral~", StringComparison.Ordinal))], (await All(tables, "board"))[0], (await All(tables, "agenda"))[0], text);
        }

        /// <summary>Read, commit.</summary>
        public async Task Answer()
        {
            var (was, key) = NewKey(answer);
            var streams = tables.GetTableClient("streams");
            await streams.GetEntityIfExistsAsync<TableEntity>($"stranger~{key}", $"state~stranger~{key}");
            await streams.SubmitTransactionAsync(answer.Select(row => new TableTransactionAction(TableTransactionActionType.Add, Copy(row, was, key))));
        }

        /// <summary>Read, wake-up, announce, commit, board, mark, delete.</summary>
        public async Task Alert()
        {
            var (was, key) = NewKey(referral);
            var streams = tables.GetTableClient("streams");
            await streams.GetEntityIfExistsAsync<TableEntity>($"referral~{key}", $"state~referral~{key}");
            var wake = Copy(hint, was, key);
            wake.PartitionKey = $"{wake.PartitionKey.Split('~')[0]}~{key[0]}"; // One of 16 shards.
            await tables.GetTableClient("agenda").UpsertEntityAsync(wake, TableUpdateMode.Replace);
            var sent = await urgent.SendMessageAsync(announcement, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(-1));
            var rows = referral.Select(row => Copy(row, was, key)).ToList();
            await streams.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
            await tables.GetTableClient("board").AddEntityAsync(Copy(board, was, key));
            var left = rows.First(row => row.RowKey.StartsWith("outbox~", StringComparison.Ordinal));
            await streams.SubmitTransactionAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, left, Azure.ETag.All)]);
            await urgent.DeleteMessageAsync(sent.Value.MessageId, sent.Value.PopReceipt);
        }

        /// <summary>The key of the stream that the rows come from, and another as long.</summary>
        private static (string Was, string Key) NewKey(IReadOnlyList<TableEntity> rows)
        {
            var was = rows[0].PartitionKey.Split('~')[1];
            return (was, System.Security.Cryptography.RandomNumberGenerator.GetHexString(was.Length, lowercase: true));
        }

        private static TableEntity Copy(TableEntity row, string was, string key)
        {
            var copy = new TableEntity(row) { PartitionKey = row.PartitionKey.Replace(was, key, StringComparison.Ordinal), RowKey = row.RowKey.Replace(was, key, StringComparison.Ordinal) };
            copy.Remove("odata.etag");
            copy.Remove("Timestamp");
            return copy;
        }

        private static async Task<List<TableEntity>> All(TableServiceClient tables, string name)
        {
            var rows = new List<TableEntity>();
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>()) rows.Add(row);
            return rows;
        }
    }
}
