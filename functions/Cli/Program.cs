using ServerlessAssist.Functions.Cli;

return await Assist.Run(args, new CliEnvironment(Console.Out, Console.Error, Environment.GetEnvironmentVariable, () => new SocketsHttpHandler()));
