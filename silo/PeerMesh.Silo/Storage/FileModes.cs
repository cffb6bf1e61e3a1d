namespace PeerMesh.Silo.Storage;

/// <summary>What the operating system says of files and folders.</summary>
internal static class FileModes
{
    private const int ErrnoTryAgainLinux = 11;
    private const int ErrnoTryAgainMac = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    /// <summary>Whether its owner may not write. Asked because the superuser can write anyway and would notice nothing.</summary>
    public static bool IsReadOnly(string path) =>
        OperatingSystem.IsWindows()
            ? File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)
            : (File.GetUnixFileMode(path) & UnixFileMode.UserWrite) == 0;

    /// <summary>A folder that only its owner can look into; one that is there stays as it is.</summary>
    public static void CreatePrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>An empty file that only its owner can read. SQLite gives its side files the same mode.</summary>
    public static void CreatePrivateFile(string path) => OpenPrivately(path, FileMode.CreateNew).Dispose();

    /// <summary>Opens a file for this process alone; where it makes the file, only its owner can read it.</summary>
    public static FileStream OpenPrivately(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public static bool IsHeldByAnother(IOException failure) =>
        failure.HResult is ErrnoTryAgainLinux or ErrnoTryAgainMac or WindowsSharingViolation or WindowsLockViolation;
}
