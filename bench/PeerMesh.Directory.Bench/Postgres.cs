using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;

namespace PeerMesh.DirectoryBench;

/// <summary>The same groups and searches on PostgreSQL, with an index for whatever is asked for. It answers with the stored document, so nothing is built.</summary>
internal sealed class Postgres(string connectionString) : IAsyncDisposable
{
    private const string Tables = """
        CREATE EXTENSION IF NOT EXISTS cube; CREATE EXTENSION IF NOT EXISTS earthdistance; CREATE EXTENSION IF NOT EXISTS pg_trgm; CREATE EXTENSION IF NOT EXISTS unaccent;
        CREATE UNLOGGED TABLE groups (id text PRIMARY KEY, topics text[] NOT NULL, venue text NOT NULL, at earth NULL, words text NOT NULL, doc text NOT NULL);
        CREATE UNLOGGED TABLE meetings (id text NOT NULL, starts timestamptz NOT NULL);
        """;

    private const string Indexes = """
        CREATE INDEX ON groups USING gin (topics); CREATE INDEX ON groups USING gist (at); CREATE INDEX ON groups (venue); CREATE INDEX ON groups USING gin (words gin_trgm_ops);
        CREATE INDEX ON meetings (starts, id); CREATE INDEX ON meetings (id, starts);
        """;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, CommandTimeout = 600 });

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public async Task<double> Fill(int count)
    {
        var watch = Stopwatch.StartNew();
        await Run(Tables);
        await using (var connection = await _source.OpenConnectionAsync())
        {
            await using var rows = await connection.BeginBinaryImportAsync("COPY groups (id, topics, venue, words, doc) FROM STDIN (FORMAT BINARY)");
            await using var times = await (await _source.OpenConnectionAsync()).BeginBinaryImportAsync("COPY meetings FROM STDIN (FORMAT BINARY)");
            var now = DateTimeOffset.UtcNow;
            foreach (var entry in Network.Groups(count))
            {
                var listing = entry.Listing;
                await rows.StartRowAsync();
                await rows.WriteAsync(entry.Group.Value);
                await rows.WriteAsync(listing.Topics.ToArray());
                await rows.WriteAsync(SearchFacts.NameOf(listing.Venue!.Type));
                await rows.WriteAsync(Words.Fold($"{entry.Name} {string.Join(' ', listing.Topics)}"));
                await rows.WriteAsync(JsonSerializer.Serialize(new { entry, place = Point(entry) }, JsonSerializerOptions.Web));
                foreach (var meeting in Occurrences.Between(listing.Timetable, [], now, now.AddDays(7)))
                {
                    await times.StartRowAsync();
                    await times.WriteAsync(entry.Group.Value);
                    await times.WriteAsync(meeting.StartsAt.UtcDateTime, NpgsqlDbType.TimestampTz);
                }
            }

            await rows.CompleteAsync();
            await times.CompleteAsync();
        }

        await Run("UPDATE groups SET at = ll_to_earth((doc::json->'place'->>0)::float8, (doc::json->'place'->>1)::float8) WHERE doc::json->'place'->>0 IS NOT NULL");
        await Run("VACUUM FULL groups");
        await Run(Indexes);
        await Run("VACUUM ANALYZE");
        return watch.Elapsed.TotalSeconds;
    }

    /// <param name="cpu">Processor seconds of the database so far.</param>
    public async Task<Measured> Measure(IReadOnlyList<Asked> mix, int clients, TimeSpan length, Func<double> cpu)
    {
        await Go(mix, clients, TimeSpan.FromSeconds(3));
        var before = cpu();
        var watch = Stopwatch.StartNew();
        var times = await Go(mix, clients, length);
        var seconds = watch.Elapsed.TotalSeconds;
        var used = cpu() - before;
        times.Sort();
        return new Measured(times.Count / seconds, times.Count / used, times[times.Count / 2], times[(int)(times.Count * .99)]);
    }

    private static double[]? Point(DirectoryEntry entry) =>
        entry.Listing.Venue is { Type: not VenueType.Virtual, Place: { Latitude: { } latitude, Longitude: { } longitude } } ? [latitude, longitude] : null;

    private async Task<List<double>> Go(IReadOnlyList<Asked> mix, int clients, TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var next = -1;
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            await using var connection = await _source.OpenConnectionAsync();
            var times = new List<double>();
            while (Stopwatch.GetTimestamp() < end)
            {
                var asked = mix[(int)((uint)Interlocked.Increment(ref next) % mix.Count)];
                var start = Stopwatch.GetTimestamp();
                await using var command = Command(connection, asked);
                await using var rows = await command.ExecuteReaderAsync();
                while (await rows.ReadAsync())
                {
                    await rows.GetFieldValueAsync<string>(0);
                }

                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times;
        })));
        return [.. all.SelectMany(times => times)];
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, Asked asked)
    {
        const string near = "earth_box(ll_to_earth($1, $2), $3) @> g.at AND earth_distance(ll_to_earth($1, $2), g.at) <= $3";
        var command = new NpgsqlCommand { Connection = connection };
        command.Parameters.Add(new() { Value = asked.Latitude });
        command.Parameters.Add(new() { Value = asked.Longitude });
        command.Parameters.Add(new() { Value = asked.Miles * 1609.344 });
        if (asked.Words is { } words)
        {
            command.Parameters.Add(new() { Value = words });
            command.CommandText = $"""
                SELECT g.doc, count(*) OVER () AS total FROM groups g WHERE {near} AND $4 <% g.words
                ORDER BY word_similarity($4, g.words) DESC, (SELECT min(m.starts) FROM meetings m WHERE m.id = g.id AND m.starts >= now()), g.id LIMIT 20
                """;
            return command;
        }

        var (from, to) = Window(asked);
        command.Parameters.Add(new() { Value = new[] { asked.Topic! } });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        var venue = "";
        if (asked.Venue is not null)
        {
            command.Parameters.Add(new() { Value = asked.Venue });
            venue = "AND g.venue = $7";
        }

        command.CommandText = $"""
            SELECT g.doc, count(*) OVER () AS total FROM groups g
            JOIN LATERAL (SELECT min(m.starts) AS starts FROM meetings m WHERE m.id = g.id AND m.starts >= $5 AND m.starts < $6) m ON m.starts IS NOT NULL
            WHERE {near} AND g.topics @> $4 {venue}
            ORDER BY m.starts, g.id LIMIT 20
            """;
        return command;
    }

    private static (DateTime From, DateTime To) Window(Asked asked)
    {
        var zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        var date = SystemClock.Instance.GetCurrentInstant().InZone(zone).Date;
        while ((int)date.DayOfWeek % 7 != asked.Day)
        {
            date = date.PlusDays(1);
        }

        var (from, to) = asked.Hours ?? (0, 24);
        return (At(date, from), At(date, to));

        DateTime At(LocalDate day, int hour) => zone.AtLeniently((hour == 24 ? day.PlusDays(1) : day).At(new LocalTime(hour % 24, 0))).ToDateTimeUtc();
    }

    private async Task Run(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Processor seconds of all processes of the database: those that run, and those that ended and were waited for.</summary>
    public static double CpuOf(int postmaster)
    {
        var ticks = 0L;
        foreach (var stat in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])).Select(path => Path.Combine(path, "stat")))
        {
            try
            {
                var text = File.ReadAllText(stat);
                var parts = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                var (id, parent) = (int.Parse(Path.GetFileName(Path.GetDirectoryName(stat)!), CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
                if (id == postmaster || parent == postmaster)
                {
                    ticks += long.Parse(parts[11], CultureInfo.InvariantCulture) + long.Parse(parts[12], CultureInfo.InvariantCulture);
                }
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return ticks / 100.0;
    }
}
