using NodaTime;
using NodaTime.TimeZones;

namespace PeerMesh.Domain.Schedules;

/// <summary>From the wall clock of a zone to the instant and back, by the zone's rules on that date.</summary>
public static class WallClock
{
    // A time the spring gap swallows is the first instant after it; of a time that autumn has twice, the first one.
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The instant at which the wall clock of a zone shows this, with the zone's offset then; null for a zone that is not known.</summary>
    public static DateTimeOffset? At(string zone, DateOnly date, TimeOnly time) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } found ? At(found, date, time) : null;

    /// <summary>What the wall clock of a zone shows at an instant; UTC for a zone that is not known.</summary>
    public static DateTimeOffset Show(string zone, DateTimeOffset instant) =>
        InZone(DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc, instant);

    internal static DateTimeOffset At(DateTimeZone zone, DateOnly date, TimeOnly time) =>
        new LocalDateTime(date.Year, date.Month, date.Day, time.Hour, time.Minute).InZone(zone, Resolver).ToDateTimeOffset();

    internal static DateTimeOffset InZone(DateTimeZone zone, DateTimeOffset instant) =>
        Instant.FromDateTimeOffset(instant).InZone(zone).ToDateTimeOffset();
}
