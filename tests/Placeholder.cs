namespace ServerlessAssist.Tests;

public sealed class Placeholder { [Fact] public void Builds() => Assert.True(File.Exists(typeof(Placeholder).Assembly.Location)); }
