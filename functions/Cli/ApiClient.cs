using System.CommandLine;

namespace ServerlessAssist.Functions.Cli;

/// <summary>What every command has: where the system is, its key, and how the answer is shown.</summary>
public sealed class ApiClient(CliEnvironment around)
{
    public Option<string> Url { get; } = new("--url") { Description = "The system's address.", DefaultValueFactory = _ => "http://127.0.0.1:7071/api", Recursive = true };

    public Option<string> Key { get; } = new("--key") { Description = "The system's master key. Better in ASSIST_KEY: a command line is seen by others.", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Show the answer as JSON.", Recursive = true };

    public Option<string> By { get; } = new("--by") { Description = "Your name; it is written down with what you change." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Change nothing, say what would happen." };

    public Option<string> After { get; } = new("--after") { Description = "Go on where an interrupted run says that it stopped." };

    public Option<string> Approval { get; } = new("--approval") { Description = "The id of what a second person has agreed to; without it she is asked." };

    /// <summary>A command that changes nothing.</summary>
    public Command Reads(string name, string what, string example, Func<Call, Task<int>> does, params Symbol[] more) => Make(name, what, example, does, more);

    /// <summary>A command that changes something: it has a dry run, and else wants to know who does it.</summary>
    public Command Changes(string name, string what, string example, Func<Call, Task<int>> does, params Symbol[] more) =>
        Make(name, what, example, call => call.IsDryRun || call.By.Length > 0 ? does(call) : throw new EndException(Exit.WrongUsage, "Say who you are with --by NAME: it is written down with what you change. Or look first with --dry-run."), [.. more, By, DryRun]);

    private Command Make(string name, string what, string example, Func<Call, Task<int>> does, IEnumerable<Symbol> more)
    {
        var command = new Command(name, $"{what} Example: {example}");
        foreach (var one in more)
        {
            if (one is Argument argument) command.Add(argument);
            if (one is Option option) command.Add(option);
        }
        command.SetAction((parsed, stop) => Run(parsed, does, stop));
        return command;
    }

    private async Task<int> Run(ParseResult parsed, Func<Call, Task<int>> does, CancellationToken stop)
    {
        try
        {
            using var call = new Call(this, around, parsed, stop);
            return await does(call);
        }
        catch (EndException end)
        {
            await around.Error.WriteLineAsync(end.Message);
            return end.Exit;
        }
    }
}
