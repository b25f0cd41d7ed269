using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace ServerlessAssist.Functions.Cli;

internal static class KeysCommands
{
    private static readonly string[] Head = ["version", "streams", "lines"];

    public static Command Of(ApiClient front) => new("keys", "The versions of the key-encryption key. A new one is added to the settings of every instance first; then rotate, then the old one can go.")
    {
        front.Reads("status", "What stands under which version, and which versions nothing needs any more.", "assist keys status", Status),
        front.Changes("rotate", "Wraps the key of every stream under the newest version, and writes the lines of lists again. Interrupted, it can be begun again: what is done is passed over.", "assist keys rotate --by Mira", Rotate, front.After),
    };

    private static async Task<int> Status(Call call)
    {
        var streams = new SortedDictionary<int, int>();
        var unreadable = 0;
        await call.Walk(HttpMethod.Post, "operations/keys?dryRun=true", page => unreadable += Add(streams, page));
        var beside = await call.Ask(HttpMethod.Get, "operations/keys");
        var (newest, waiting) = (beside.GetProperty("newest").GetInt32(), beside.GetProperty("waiting").EnumerateObject().Sum(one => one.Value.GetInt32()));
        var lines = new SortedDictionary<int, int>();
        foreach (var one in beside.GetProperty("views").EnumerateObject().SelectMany(view => view.Value.EnumerateObject()))
        {
            var version = int.Parse(one.Name, CultureInfo.InvariantCulture);
            lines[version] = lines.GetValueOrDefault(version) + one.Value.GetInt32();
        }
        var isDone = unreadable == 0 && streams.Keys.Concat(lines.Keys).All(version => version == newest);
        call.Show(new { newest, streams, lines, waiting, unreadable, oldCanGo = isDone && waiting == 0 }, () =>
        [
            .. TextTable.Of([Head, .. streams.Keys.Union(lines.Keys).Append(newest).Distinct().Order().Select(version => new[] { $"{version}{(version == newest ? " (newest)" : "")}", $"{streams.GetValueOrDefault(version)}", $"{lines.GetValueOrDefault(version)}" })]),
            unreadable > 0 ? $"{unreadable} keys do not open: a version is missing in the settings, or rows were changed. See: assist chain verify --all"
                : !isDone ? "Old versions are needed. Go on with: assist keys rotate"
                : waiting > 0 ? $"{waiting} messages wait in queues, each sealed under the version of its day. Old versions stay until those are gone."
                : "Older versions can be taken out of the settings.",
        ]);
        return unreadable == 0 ? Exit.Done : Exit.Failed;
    }

    private static async Task<int> Rotate(Call call)
    {
        var (found, renewed, unreadable) = (new SortedDictionary<int, int>(), 0, 0);
        await call.Walk(HttpMethod.Post, "operations/keys", page =>
        {
            unreadable += Add(found, page);
            renewed += page.GetProperty("renewed").GetInt32();
        }, call.After);
        var beside = await call.Ask(HttpMethod.Get, "operations/keys");
        var views = new List<ViewCommands.Rebuilt>();
        foreach (var view in beside.GetProperty("views").EnumerateObject()) views.Add(await ViewCommands.Rebuild(call, view.Name, null));
        call.Show(new { newest = beside.GetProperty("newest").GetInt32(), dryRun = call.IsDryRun, renewed, unreadable, views }, () =>
        [
            $"{renewed} of {found.Values.Sum()} streams {(call.IsDryRun ? "would be" : "are now")} under version {beside.GetProperty("newest")}.",
            .. views.Select(view => ViewCommands.Say(call, view)),
            .. unreadable > 0 ? [$"{unreadable} keys do not open. See: assist chain verify --all"] : Array.Empty<string>(),
            call.IsDryRun ? "Nothing was changed." : "Whether the old version can go, says: assist keys status",
        ]);
        return unreadable == 0 ? Exit.Done : Exit.Failed;
    }

    /// <returns>How many keys did not open.</returns>
    private static int Add(SortedDictionary<int, int> versions, JsonElement page)
    {
        foreach (var one in page.GetProperty("versions").EnumerateObject())
        {
            var version = int.Parse(one.Name, CultureInfo.InvariantCulture);
            versions[version] = versions.GetValueOrDefault(version) + one.Value.GetInt32();
        }
        return page.GetProperty("unreadable").GetInt32();
    }
}
