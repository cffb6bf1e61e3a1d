using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Sessions;

/// <summary>A running PeerMesh that clients can go to, of one process or of many.</summary>
internal interface IMeetingPlace
{
    HttpClient CreateClient();

    /// <summary>The newest sign-in code mailed to an address; null where there is none.</summary>
    Task<string?> ReadCode(string email, CancellationToken cancellationToken);

    /// <summary>The last warnings and errors of its processes, for whoever has to find out from afar what went wrong.</summary>
    string Complaints { get; }
}

/// <summary>PeerMesh as one process, with the demo's mailbox.</summary>
internal sealed class OneProcess(StandaloneProcess server) : IMeetingPlace, IDisposable
{
    private readonly HttpClient _mailbox = server.CreateClient();

    public HttpClient CreateClient() => server.CreateClient();

    public string Complaints => Sessions.Complaints.Of("server", server.Output);

    public Task<string?> ReadCode(string email, CancellationToken cancellationToken) => StandaloneProcess.ReadCode(_mailbox, email, cancellationToken);

    public void Dispose() => _mailbox.Dispose();
}
