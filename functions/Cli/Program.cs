using ServerlessAssist.Functions.Cli;

return await Assist.Run(args, new Surroundings(Console.Out, Console.Error, Environment.GetEnvironmentVariable, () => new SocketsHttpHandler()));
