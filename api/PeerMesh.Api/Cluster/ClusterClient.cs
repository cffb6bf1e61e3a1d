using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Messaging;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Cluster;

/// <summary>How the gateway process reaches its cluster.</summary>
internal static class ClusterClient
{
    // As the silos call their cluster; see PeerMeshSilo.
    private const string ClusterName = "peermesh";

    private static readonly TimeSpan ConnectAgainAfter = TimeSpan.FromSeconds(1);

    public static void Connect(IClientBuilder client, SiloAddresses silos, bool withDashboard)
    {
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (ClusterName, ClusterName));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = SiloList.RefreshEvery);
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = GrainCalls.AnswerMax);
        client.AddActivityPropagation();
        client.Services.AddSingleton(silos).AddSingleton<IGatewayListProvider, SiloList>();

        if (withDashboard)
        {
            client.AddDashboard(dashboard => dashboard.HideTrace = true);
        }

        // A cluster that is not there yet may come; until then the gateway says so to whoever asks.
        client.UseConnectionRetryFilter(async (_, stop) =>
        {
            await Task.Delay(ConnectAgainAfter, stop);
            return true;
        });
    }
}
