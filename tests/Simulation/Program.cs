using ServerlessAssist.Simulation;

return Commands.Run(args);
