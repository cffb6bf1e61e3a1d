namespace PeerMesh.Silo.Storage;

/// <summary>The folder of the database, used by one process at a time.</summary>
internal sealed class DataFolder
{
    private const string LockName = "peermesh.lock";

    private DataFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Whether a PeerMesh was here before; then the lock comes first, else a refused start would leave a file behind.</summary>
    public bool HasLock => File.Exists(LockPath);

    private string LockPath => System.IO.Path.Combine(Path, LockName);

    /// <exception cref="StartupProblem">There is no such folder and it cannot be made, or it cannot be written to.</exception>
    public static DataFolder Require(string dataDirectory)
    {
        var path = System.IO.Path.GetFullPath(dataDirectory);
        if (File.Exists(path))
        {
            throw new StartupProblem($"The data folder {path} is a file; name another folder with PeerMesh:DataDirectory.");
        }

        if (!Directory.Exists(path))
        {
            Create(path);
        }

        return FileModes.IsReadOnly(path) ? throw CannotWrite(path, cause: null) : new DataFolder(path);
    }

    /// <summary>Takes the folder for this process. The operating system gives it back when the process ends, however it ends.</summary>
    /// <exception cref="StartupProblem">Another process has it, or the folder cannot be written to.</exception>
    public FileStream Lock()
    {
        try
        {
            return FileModes.OpenPrivately(LockPath, FileMode.OpenOrCreate);
        }
        catch (IOException failure) when (FileModes.IsHeldByAnother(failure))
        {
            throw new StartupProblem($"Another PeerMesh is using the data folder {Path}; stop it, or name another folder with PeerMesh:DataDirectory.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(Path, failure);
        }
    }

    // The folder alone: where its parent is missing too, the name is more likely a slip than a wish.
    private static void Create(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent))
        {
            throw Missing(path, cause: null);
        }

        try
        {
            FileModes.CreatePrivateFolder(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Missing(path, failure);
        }
    }

    private static StartupProblem Missing(string path, Exception? cause) =>
        new($"The data folder {path} is missing and cannot be made; make it, or name another one with PeerMesh:DataDirectory.", cause!);

    private static StartupProblem CannotWrite(string path, Exception? cause) =>
        new($"The data folder {path} cannot be written to; allow it, or name another folder with PeerMesh:DataDirectory.", cause!);
}
