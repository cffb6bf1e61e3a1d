using System.Text.Encodings.Web;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Members;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Hosting;

/// <summary>What every silo registers for the grains, whatever it stores them in.</summary>
public static class GrainsHosting
{
    public static ISiloBuilder AddPeerMeshGrains(this ISiloBuilder silo)
    {
        silo.Services.AddOptions<SignInLimits>();
        silo.Services.AddOptions<SecondStepPolicy>().BindConfiguration("PeerMesh").ValidateOnStart();
        silo.Services.AddSingleton<GrainInstruments>();
        silo.Services.AddSingleton<SiloStop>();
        silo.AddActivityPropagation();
        silo.AddStartupTask((services, _) =>
        {
            services.GetRequiredService<GrainInstruments>().Begin();
            return Task.CompletedTask;
        });

        // Before it joins: nobody's session waits for it.
        silo.AddStartupTask(
            (services, stop) => Task.Run(() => SessionWarmUp.Begin(services), stop), ServiceLifecycleStage.ApplicationServices);
        silo.Services.AddSessions();
        silo.Services.AddDirectory();
        silo.AddIncomingGrainCallFilter<CallerDemanded>();
        silo.AddIncomingGrainCallFilter<StorageFaults>();
        silo.AddIncomingGrainCallFilter<SecondStepFilter>();
        silo.UseSystemTextJsonGrainStorageSerializer();

        // Stored text stays readable in every script, so that a search through a database for what must not be there finds it.
        silo.Services.Configure<SystemTextJsonGrainStorageSerializerOptions>(options =>
            options.JsonSerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return silo;
    }
}
