using System.CommandLine;
using ServerlessAssist.Functions.Operator.Phrases;

var assist = new RootCommand("What an operations person does with ServerlessAssist, here and in Azure.");
assist.Subcommands.Add(PhrasesCommand.Create());

return await assist.Parse(args).InvokeAsync();
