using ServerlessAssist.Benchmarks;

return await Run.From(args);
