using System.CommandLine;

var assist = new RootCommand("What an operations person does with ServerlessAssist, here and in Azure.");

return await assist.Parse(args).InvokeAsync();
