using System.Net;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>Nothing of the story can be read where it must not be: in storage, on the wire to it, in a log line.</summary>
public sealed class SecrecyTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task No_row_queue_body_request_or_log_line_holds_a_word_or_number_of_the_story()
    {
        await using var story = await Story.Begin(azurite);
        var sent = new List<byte[]>();
        var asked = new List<string>();
        story.System.Wire.Sent = (_, body) => { lock (sent) sent.Add(body); };
        story.System.Wire.Seen = request => { lock (asked) asked.Add(request.Path); };
        var reference = await story.Refer("immediate");
        var alert = await story.Sees(Story.DutyTelegram, reference);
        await story.Text(Story.DutyTelegram, "a markertext of mine\r\nERROR forged: line \u001b[31m");
        await story.Text(Story.StrangerSms, "another markertext");
        await story.Later(11);
        var second = await story.Sees(Story.BackupSms, reference);
        await story.Text(Story.BackupSms, second.Text);
        story.System.Wire.Fault = request => request.Target == "streams" ? Sandbox.Storage.WireFault.Lost : Sandbox.Storage.WireFault.None;
        await story.Text(Story.BackupSms, "a markertext that waits");
        story.System.Wire.Fault = null;
        await new QueueClient(story.System.Storage, Announcements.Urgent, new() { MessageEncoding = QueueMessageEncoding.Base64 }).SendMessageAsync("garbage", Story.Stop);
        await story.Press(Story.DutyTelegram, alert, "Take");
        await story.Later(1);
        await Story.Until(() => story.Log.All.Count > 0);

        string[] markers =
        [
            "marker", "Marker", "Morina", "shelter", "medical", "front desk", "ngo-kukes", "north-duty", reference, CaseReference.BodyOf(reference) + "-", Story.CodeIn(second), "eshte jotja",
            .. new[] { Story.DutySms, Story.BackupSms, Story.StrangerSms, Story.DutyTelegram, Story.NgoTelegram, Story.AuthoritySms }.Select(address => address.Value.TrimStart('+')),
        ];
        var seen = 0;
        foreach (var text in sent.SelectMany(Readings).Concat(asked).Concat(await Stored(story.System.Storage)))
        {
            seen++;
            foreach (var marker in markers) Assert.DoesNotContain(marker, text, StringComparison.Ordinal);
        }
        Assert.True(seen > 100, "Too little was looked at.");
        Assert.NotEmpty(story.Log.All);
        foreach (var line in story.Log.All)
        {
            foreach (var marker in markers) Assert.DoesNotContain(marker, line, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', line);
            Assert.DoesNotContain("forged", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_row_that_was_changed_moved_or_cut_is_found()
    {
        await using var story = await Story.Begin(azurite);
        var reference = await story.Refer();
        await story.Press(Story.DutyTelegram, await story.Sees(Story.DutyTelegram, reference), "Take");
        await story.Sees(Story.DutyTelegram, $"{reference} is yours");
        Assert.Equal(HttpStatusCode.OK, await Chain(story, reference));
        Assert.Equal(HttpStatusCode.OK, await Chain(story, "staff"));

        var table = new TableClient(story.System.Storage, "streams");
        var events = await table.QueryAsync<TableEntity>("PartitionKey gt 'referral~' and PartitionKey lt 'referral\u007f'", cancellationToken: Story.Stop).ToListAsync(Story.Stop);
        var mine = events.Where(row => row.RowKey.StartsWith("event~", StringComparison.Ordinal)).OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
        Assert.True(mine.Count >= 2);
        foreach (var harm in new Func<Task>[]
        {
            async () => await table.UpsertEntityAsync(Flipped(mine[0]), TableUpdateMode.Replace, Story.Stop),
            async () => { var row = new TableEntity(mine[0].PartitionKey, mine[0].RowKey) { ["Version"] = mine[0]["Version"], ["Mac"] = mine[0]["Mac"], ["Body0"] = mine[1]["Body0"] }; await table.UpsertEntityAsync(row, TableUpdateMode.Replace, Story.Stop); },
            async () => await table.DeleteEntityAsync(mine[^1].PartitionKey, mine[^1].RowKey, cancellationToken: Story.Stop),
        })
        {
            await harm();
            Assert.Equal(HttpStatusCode.Conflict, await Chain(story, reference));
            foreach (var row in mine) await table.UpsertEntityAsync(Copy(row), TableUpdateMode.Replace, Story.Stop);
            Assert.Equal(HttpStatusCode.OK, await Chain(story, reference));
        }
    }

    private static TableEntity Flipped(TableEntity row)
    {
        var copy = Copy(row);
        var body = (byte[])row.GetBinary("Body0").Clone();
        body[20] ^= 1;
        copy["Body0"] = body;
        return copy;
    }

    private static TableEntity Copy(TableEntity row)
    {
        var copy = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in row)
            if (name is not ("odata.etag" or "Timestamp" or "PartitionKey" or "RowKey")) copy[name] = value;
        return copy;
    }

    private static async Task<HttpStatusCode> Chain(Story story, string name)
    {
        using var answer = await story.System.Operate(HttpMethod.Get, $"operations/chain/{name}", null, Story.Stop);
        return answer.StatusCode;
    }

    /// <summary>Every row and waiting queue message, as text, with what Base64 hides.</summary>
    private static async Task<List<string>> Stored(string storage)
    {
        var all = new List<string>();
        var tables = new TableServiceClient(storage);
        await foreach (var table in tables.QueryAsync(cancellationToken: Story.Stop))
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Story.Stop))
                all.AddRange(row.SelectMany(field => field.Value is byte[] bytes ? Readings(bytes) : [$"{field.Key}={field.Value}"]));
        var queues = new QueueServiceClient(storage);
        await foreach (var queue in queues.GetQueuesAsync(cancellationToken: Story.Stop))
            foreach (var message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32, Story.Stop)).Value)
                all.AddRange(Readings(message.Body.ToArray()));
        return all;
    }

    private static IEnumerable<string> Readings(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        yield return text;
        yield return Encoding.Unicode.GetString(bytes);
        foreach (var match in System.Text.RegularExpressions.Regex.Matches(text, "[A-Za-z0-9+/_-]{24,}={0,2}").Cast<System.Text.RegularExpressions.Match>())
        {
            var base64 = match.Value.TrimEnd('=').Replace('-', '+').Replace('_', '/');
            byte[] inner;
            try
            {
                inner = Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
            }
            catch (FormatException)
            {
                continue;
            }
            var read = Encoding.UTF8.GetString(inner);
            yield return read;
            // What functions queues carry is Base64 twice.
            if (read.All(unit => unit is > ' ' and < '\x7f') && read.Length > 24)
            {
                var again = read.Replace('-', '+').Replace('_', '/');
                byte[]? deeper = null;
                try { deeper = Convert.FromBase64String(again.PadRight((again.Length + 3) / 4 * 4, '=')); } catch (FormatException) { /* no Base64 */ }
                if (deeper is not null) yield return Encoding.UTF8.GetString(deeper);
            }
        }
    }
}
