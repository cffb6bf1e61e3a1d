using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PeerMesh.Silo.Storage;

/// <summary>What <see cref="FaultTranslatingStorage"/> does for grain state, for reminders: a session that opens sets one.</summary>
internal sealed class FaultTranslatingReminders(IReminderTable inner, DatabasePulse? pulse) : IReminderTable
{
    public static void Wrap(IServiceCollection services)
    {
        // The provider's own class is not public; it is made from what it registered.
        var provider = services.Last(service => service.ServiceType == typeof(IReminderTable) && !service.IsKeyedService);
        services.Replace(ServiceDescriptor.Singleton<IReminderTable>(all => new FaultTranslatingReminders(
            (IReminderTable)(provider.ImplementationFactory?.Invoke(all) ?? ActivatorUtilities.CreateInstance(all, provider.ImplementationType!)),
            all.GetService<DatabasePulse>())));
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => inner.StopAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => pulse.Try(() => inner.ReadRows(grainId));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => pulse.Try(() => inner.ReadRows(begin, end));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => pulse.Try(() => inner.ReadRow(grainId, reminderName));

    public Task<string?> UpsertRow(ReminderEntry entry) => pulse.Try(() => inner.UpsertRow(entry));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => pulse.Try(() => inner.RemoveRow(grainId, reminderName, eTag));

    public Task TestOnlyClearTable() => inner.TestOnlyClearTable();
}
