using System.CommandLine;

namespace ServerlessAssist.Functions.Cli;

internal static class ViewCommands
{
    public static Command Of(ApiClient front)
    {
        var view = new Argument<string>("view") { Description = "Which list, e.g. referralboard." };
        return new Command("view", "The lists that people read.")
        {
            front.Changes("rebuild", "Makes a list what the streams say: writes lines that are missing or wrong, removes those that nothing asks for.", "assist view rebuild referralboard --dry-run", async call =>
            {
                var done = await Rebuild(call, call.Typed(view)!, call.After);
                call.Show(done, () => [Say(call, done)]);
                return Exit.Done;
            }, view, front.After),
        };
    }

    public static async Task<Rebuilt> Rebuild(Call call, string view, string? after)
    {
        var done = new Rebuilt(view, call.IsDryRun, 0, 0, 0);
        await call.Walk(HttpMethod.Post, $"operations/views/{Uri.EscapeDataString(view)}", page => done = done with
        {
            Lines = done.Lines + page.GetProperty("lines").GetInt32(), Written = done.Written + page.GetProperty("written").GetInt32(), Removed = done.Removed + page.GetProperty("removed").GetInt32(),
        }, after);
        return done;
    }

    public static string Say(Call call, Rebuilt done) => call.IsDryRun
        ? $"{done.View}: {done.Lines} lines looked at, {done.Written} would be written, {done.Removed} removed."
        : $"{done.View}: {done.Lines} lines looked at, {done.Written} written, {done.Removed} removed.";

    internal sealed record Rebuilt(string View, bool DryRun, int Lines, int Written, int Removed);
}
