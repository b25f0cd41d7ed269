using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation.Secrecy;
using ServerlessAssist.Simulation.Storage;
using ServerlessAssist.Simulation.Stories;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Threats;

/// <summary>Somebody can read storage, or write into it.</summary>
public sealed class StoredTests
{
    private static readonly string[] Purposes = ["sender", "message"];

    private static readonly IReadOnlyList<string> Tables = House.Played.Tables;

    [Fact]
    public void Two_purposes_and_two_keys_give_a_number_four_tokens_none_of_which_is_a_hash_of_it_alone()
    {
        var number = Programme.BackupSms.Value;
        var (mine, other) = (Index(2), Index(9));
        var tokens = (from index in new[] { mine, other } from purpose in Purposes select index.Of(purpose, number)).ToList();
        Assert.Equal(4, tokens.Distinct().Count());
        Assert.DoesNotContain(tokens, token => Plain(number).Contains(token));
    }

    [Fact]
    public void No_hash_of_a_number_or_chat_without_a_key_stands_anywhere_in_storage() => Stage.Play(async stage =>
    {
        await stage.Ask(stage.Sms(Programme.StrangerSms.Value, "hello"));
        await stage.Ask(Stage.Update(Stage.Message(1, "700000555", "\"text\":\"hi\"")));
        await stage.Programme.Refer("immediate");
        await stage.Minutes(25);
        var keys = string.Join('\n', Tables.SelectMany(stage.World.Account.Tables.Rows).Select(row => $"{row.PartitionKey} {row.RowKey}"));
        foreach (var value in new[] { Programme.StrangerSms.Value, Programme.BackupSms.Value, Programme.DutyTelegram.Value, "700000555" })
            foreach (var hash in Plain(value).Concat(Plain($"Sms|{value}")).Concat(Plain(value.TrimStart('+')))) Assert.DoesNotContain(hash, keys, StringComparison.OrdinalIgnoreCase);
    });

    [Fact]
    public void Every_pair_of_events_exchanged_every_event_cut_or_edited_and_every_change_of_the_state_is_found() => Stage.Play(async stage =>
    {
        var (id, rows) = await Story(stage);
        var history = rows.Where(row => row.RowKey.StartsWith("event~", StringComparison.Ordinal) || row.RowKey.StartsWith("state~", StringComparison.Ordinal)).ToList();
        Assert.True(history.Count >= 8);
        var referrals = stage.Process.Services.GetRequiredService<StreamHandler<Referral, ReferralEvent, ReferralCommand>>();
        Assert.Null((await referrals.Verify(id, CancellationToken.None)).Fault);
        foreach (var one in history)
            foreach (var other in history.Where(other => string.CompareOrdinal(one.RowKey, other.RowKey) < 0))
                await Found($"{one.RowKey} and {other.RowKey} exchanged", Moved(one, other.RowKey), Moved(other, one.RowKey));
        foreach (var row in history)
        {
            foreach (var (name, value) in row.Properties)
            {
                if (name == "Fenced") continue;
                if (value is byte[] bytes)
                    for (var at = 0; at < bytes.Length; at += 1 + bytes.Length / 64) await Found($"byte {at} of {name} of {row.RowKey} edited", Edited(row, name, Flipped(bytes, at)));
                else if (value is long number) await Found($"{name} of {row.RowKey} edited", Edited(row, name, number + 1));
            }
            await Found($"{row.RowKey} cut", (row.PartitionKey, row.RowKey, null));
        }
        Assert.Null((await referrals.Verify(id, CancellationToken.None)).Fault);

        async Task Found(string what, params (string Partition, string Row, IReadOnlyDictionary<string, object?>? Properties)[] changes)
        {
            foreach (var change in changes) Write(stage.World.Account, change.Partition, change.Row, change.Properties);
            Assert.True((await referrals.Verify(id, CancellationToken.None)).Fault is not null, what);
            foreach (var (_, key, _) in changes) Write(stage.World.Account, id.Partition, key, history.Single(row => row.RowKey == key).Properties);
        }
    });

    /// <summary>What waits to be sent, and what was answered, opens nowhere but in its own place. That such a row was cut does not show yet; nor does a whole stream that was put back to an older day.</summary>
    [Fact]
    public void Every_pair_of_other_rows_of_a_stream_exchanged_no_longer_opens() => Stage.Play(async stage =>
    {
        var (id, rows) = await Story(stage);
        var seals = new SealedRows(id, rows.Single(row => row.RowKey.StartsWith("state~", StringComparison.Ordinal)));
        var others = rows.Where(row => row.RowKey.StartsWith("inbox~", StringComparison.Ordinal) || row.RowKey.StartsWith("outbox~", StringComparison.Ordinal)).ToList();
        Assert.True(others.Count >= 8);
        foreach (var one in others)
        {
            seals.Open(one, one.RowKey);
            foreach (var other in others.Where(other => other != one)) Assert.Throws<TamperedException>(() => seals.Open(one, other.RowKey));
        }
    });

    /// <summary>Alerted, escalated, tried in vain, taken, given back, taken.</summary>
    private static async Task<(StreamId Id, List<Row> Rows)> Story(Stage stage)
    {
        var reference = await stage.Programme.Refer("immediate");
        await stage.Minutes(12);
        var code = Programme.CodeIn(stage.Alert(Programme.BackupSms));
        foreach (var text in new[] { $"{code[..6]}{(code[6] == '0' ? '1' : '0')}{code[7..]}", code, $"pass {code}" }) await stage.Ask(stage.Sms(Programme.BackupSms.Value, text));
        await stage.Minutes(1);
        stage.Programme.Take(Programme.CommitteeTelegram, stage.Alert(Programme.CommitteeTelegram));
        await stage.Minutes(3);
        var id = stage.Referral(reference).Stream;
        return (id, [.. stage.World.Account.Tables.Rows("streams").Where(row => row.PartitionKey == id.Partition)]);
    }

    private static BlindIndex Index(int seed) => new(new KeyRing(new ProtectionSettings { KeyEncryptionKeys = new() { ["1"] = Key(1) }, IndexKeys = new() { ["1"] = Key(seed) }, ChainKey = Key(3) }));

    private static string Key(int seed) => Convert.ToBase64String(SHA256.HashData([(byte)seed, 7]));

    private static List<string> Plain(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
#pragma warning disable CA5350, CA5351 // What a careless house would have used.
        byte[][] hashes = [SHA256.HashData(bytes), SHA512.HashData(bytes), SHA1.HashData(bytes), MD5.HashData(bytes)];
#pragma warning restore CA5350, CA5351
        return [.. hashes.Select(Convert.ToHexStringLower)];
    }

    private static (string Partition, string Row, IReadOnlyDictionary<string, object?>? Properties) Moved(Row row, string to) => (row.PartitionKey, to, row.Properties);

    private static (string Partition, string Row, IReadOnlyDictionary<string, object?>? Properties) Edited(Row row, string name, object value) =>
        (row.PartitionKey, row.RowKey, new Dictionary<string, object?>(row.Properties) { [name] = value });

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var copy = (byte[])bytes.Clone();
        copy[at] ^= 1;
        return copy;
    }

    /// <summary>Past everybody: straight into storage. Null: cut.</summary>
    private static void Write(MemoryAccount account, string partition, string row, IReadOnlyDictionary<string, object?>? properties)
    {
        account.Tables.Changed = null;
        var table = new TableClient(MemoryAccount.ConnectionString, "streams", new TableClientOptions { Transport = new DirectTransport(account) });
        if (properties is null)
        {
            table.DeleteEntity(partition, row);
            return;
        }
        var entity = new TableEntity(partition, row);
        foreach (var (name, value) in properties) entity[name] = value;
        table.UpsertEntity(entity, TableUpdateMode.Replace);
    }
}
