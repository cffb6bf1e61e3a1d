using Microsoft.AspNetCore.DataProtection;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Identity;

/// <summary>Fetches the keys once the cluster can be reached. Until then the gateway is not ready.</summary>
internal sealed partial class KeyRingLoader(KeyRing keys, IDataProtectionProvider protection, TimeProvider clock, ILogger<KeyRingLoader> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public bool Loaded { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!Loaded)
        {
            try
            {
                await keys.Load();
                await keys.Secret(EmailAddresses.SecretName);

                // Sealing something makes the first key where there is none, off the path of the first visitor.
                await Task.Run(() => protection.CreateProtector("PeerMesh.Probe").Protect([]), stoppingToken);
                Loaded = true;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogRetry(e.GetType().Name);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key ring cannot be fetched yet: {Failure}")]
    private partial void LogRetry(string failure);
}
