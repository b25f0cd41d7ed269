using System.Text.RegularExpressions;
using System.Xml.Linq;
using ServerlessAssist.Sandbox;

namespace ServerlessAssist.Tests.Threats;

/// <summary>What we build from: few packages, each with one version, locked and looked at. Read from the build's own files.</summary>
public sealed partial class SupplyChainTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", ".."));

    private static List<string> Projects => [.. Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories).Where(file => !file.Replace('\\', '/').Contains("/node_modules/", StringComparison.Ordinal) && !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))];

    [Fact]
    public void Every_project_has_a_lock_file_with_a_hash_for_each_package()
    {
        Assert.True(Projects.Count >= 9);
        foreach (var project in Projects)
        {
            var file = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(file), file);
            foreach (var package in Package().Matches(File.ReadAllText(file)).Where(one => !one.Value.Contains("\"Project\"", StringComparison.Ordinal))) Assert.Contains("\"contentHash\"", package.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Packages_are_locked_in_ci_audited_with_all_they_bring_and_a_finding_fails_the_build()
    {
        var properties = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants().Where(one => one.Parent?.Name == "PropertyGroup").ToLookup(one => one.Name.LocalName);
        Assert.Equal("true", properties["RestorePackagesWithLockFile"].Single().Value);
        var locked = properties["RestoreLockedMode"].Single();
        Assert.Equal("true", locked.Value);
        Assert.Contains("'$(CI)' == 'true'", locked.Attribute("Condition")!.Value, StringComparison.Ordinal);
        Assert.Equal("true", properties["NuGetAudit"].Single().Value);
        Assert.Equal("all", properties["NuGetAuditMode"].Single().Value);
        // NU1901 to NU1904 are warnings, and warnings are errors.
        Assert.Equal("true", properties["TreatWarningsAsErrors"].Single().Value);
        foreach (var project in Projects) Assert.DoesNotMatch(Softened(), File.ReadAllText(project));
        Assert.Contains("export CI=true", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
    }

    [Fact]
    public void No_project_names_a_version_of_its_own_and_no_version_floats()
    {
        foreach (var project in Projects)
            foreach (var reference in XDocument.Load(project).Descendants("PackageReference")) Assert.Null(reference.Attribute("Version") ?? reference.Attribute("VersionOverride"));
        foreach (var version in XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")) Assert.Matches(Exact(), version.Attribute("Version")!.Value);
    }

    [GeneratedRegex("\"[^\"]+\": \\{\\s*\"type\": \"[^}]*")]
    private static partial Regex Package();

    [GeneratedRegex("NU190|NuGetAudit|RestoreLockedMode|TreatWarningsAsErrors>false")]
    private static partial Regex Softened();

    [GeneratedRegex(@"^\d+(\.\d+)+(-[\w.]+)?$")]
    private static partial Regex Exact();
}
