using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Conformance;

/// <summary>The table that people read is the table that is tested.</summary>
public sealed class ConformanceTableTests
{
    [Fact]
    public void The_table_in_the_folder_is_what_the_cases_say()
    {
        var file = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "Conformance", "conformance.md"));
        var table = Conformance.Table().ReplaceLineEndings("\n").Trim() + "\n";
        Assert.Equal(table, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
