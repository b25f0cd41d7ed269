using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.People.Rules;
using ServerlessAssist.Functions.Privacy.Erasing;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Rules;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Secrecy;

/// <summary>What somebody finds of a person who was erased, with a dump of everything and all keys.</summary>
public static class Remains
{
    /// <summary>Who asked for it, and who agreed, stays written down, and with it the reference that leads nowhere.</summary>
    private const string KeepsReferences = StaffRules.Kind;

    public static IEnumerable<string> Of(World.World world) =>
        from one in world.Facts.Erased
        where one.Value is Referral
        let ended = world.Facts.Now<Erasure>(new StreamId(ErasureRules.Kind, one.Key.Key))?.Ended
        where ended is not null
        from found in Of(world, one.Key.Key, (Referral)one.Value, ended.Value)
        select found;

    private static IEnumerable<string> Of(World.World world, string key, Referral referral, DateTimeOffset ended)
    {
        foreach (var table in World.House.Played.Tables)
            foreach (var row in world.Account.Tables.Rows(table).Where(row => (row.PartitionKey + row.RowKey).Contains(key, StringComparison.Ordinal) && row.PartitionKey != $"erasure~{key}"))
                if (!row.RowKey.StartsWith("state~", StringComparison.Ordinal) || row.Properties.Keys.Any(name => name is not ("Version" or "Erased" or "Origin" or "Timestamp"))) yield return $"{table} still has {row.RowKey.Split('~')[0]} rows of {referral.Reference}.";
        string[] words = [referral.Reference, "Markera", "marker-contact"];
        foreach (var (stream, text) in world.Facts.Opened())
            foreach (var word in words.Where(word => text.Contains(word, StringComparison.Ordinal) && !(stream.Kind == KeepsReferences && word == referral.Reference) && !IsAnothers(world, stream)))
                yield return $"A {stream.Kind} still says {word}.";
        // What somebody texts afterwards is about nobody.
        foreach (var text in world.Sms.Messages.Where(text => text.At < ended && text.Body.Contains(CaseReference.BodyOf(referral.Reference), StringComparison.OrdinalIgnoreCase))) yield return $"The carrier still has a text about {referral.Reference}, {text.Direction}.";
    }

    /// <summary>Every referral of a story has the same contact and name.</summary>
    private static bool IsAnothers(World.World world, StreamId stream) => stream.Kind == ReferralRules.Kind && !world.Facts.Erased.ContainsKey(stream);
}
