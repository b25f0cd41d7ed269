namespace ServerlessAssist.Functions.Cli;

/// <summary>A file of somebody's, on the disk of whoever asked for it: never over another, and for her eyes alone where the system knows that.</summary>
internal static class LocalCopy
{
    /// <summary>Before anything is asked: what two have agreed to is given once.</summary>
    public static FileInfo Free(FileInfo? file)
    {
        if (file is null) throw new EndException(Exit.WrongUsage, "Say where the file goes with --to FILE.");
        if (file.Exists) throw new EndException(Exit.WrongUsage, $"{file.Name} is there already. Nothing was asked; choose another name.");
        return file.Directory is { Exists: true } ? file : throw new EndException(Exit.WrongUsage, $"There is no folder for {file.Name}.");
    }

    public static async Task Write(FileInfo file, byte[] bytes)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var to = file.Open(how);
        await to.WriteAsync(bytes);
    }

    public static async Task<byte[]> Read(FileInfo file)
    {
        try
        {
            return await File.ReadAllBytesAsync(file.FullName);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new EndException(Exit.WrongUsage, $"{file.Name} cannot be read.");
        }
    }
}
