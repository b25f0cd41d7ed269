using System.CommandLine;
using System.CommandLine.Invocation;
using ServerlessAssist.Functions.Cli.Backups;
using ServerlessAssist.Functions.Cli.Phrases;

namespace ServerlessAssist.Functions.Cli;

/// <summary>The tool: its commands, and how one is run.</summary>
public static class Assist
{
    /// <summary>The table of contents: a command, a line.</summary>
    private static RootCommand Commands(ApiClient front, CliEnvironment around) => new("What an operations person does with ServerlessAssist, here and in Azure. It asks the running system by its operators' routes, with the system's master key.")
    {
        front.Url, front.Key, front.Json,
        HealthCommand.Of(front),
        AuditCommand.Of(front),
        PeopleCommands.Of(front),
        PersonCommands.Of(front),
        RetentionCommand.Of(front),
        new CaseCommands(front, around).Create(),
        WebhooksCommands.Of(front),
        PoisonCommands.Of(front),
        ChainCommands.Of(front),
        ViewCommands.Of(front),
        KeysCommands.Of(front),
        BackupCommands.Of(front),
        RestoreCommands.Of(front),
        PhrasesCommand.Create(),
    };

    /// <returns>0: done. 1: refused, failed, or something is wrong. 2: wrong usage; nothing was asked.</returns>
    public static async Task<int> Run(string[] args, CliEnvironment around, CancellationToken stop = default)
    {
        var parsed = Commands(new ApiClient(around), around).Parse(args);
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync(new InvocationConfiguration { Output = around.Out, Error = around.Error, EnableDefaultExceptionHandler = false }, stop);
        foreach (var error in parsed.Errors) await around.Error.WriteLineAsync(error.Message);
        await around.Error.WriteLineAsync("See what there is with --help.");
        return Exit.WrongUsage;
    }
}
