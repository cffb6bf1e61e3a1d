using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PeerMesh.Api.Bodies;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Feeds;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;

namespace PeerMesh.Api.Feeds;

/// <summary>One weekly meeting on one day of the week, which is what readers of meeting lists call a meeting.</summary>
/// <param name="Number">Unique in the network; the source's own for what came from one, as far as nobody else has it.</param>
/// <param name="Formats">Numbers of the words that say what it is like, in the listing's order.</param>
internal sealed record FeedMeeting(long Number, DirectoryEntry Entry, MeetingRule Rule, Weekday Day, Body? Body, IReadOnlyList<int> Formats)
{
    public Dictionary<string, string> Fields() => BmltFields.Of(Entry.Name, Entry.Listing, Rule, Day);
}

/// <summary>All meetings and words of the network at one time.</summary>
internal sealed class FeedView(string tag, IReadOnlyList<DirectoryEntry> entries, IReadOnlyList<FeedMeeting> meetings, FormatBook formats, IReadOnlyList<Body> bodies)
{
    public string Tag { get; } = tag;

    /// <summary>In the order of founding.</summary>
    public IReadOnlyList<DirectoryEntry> Entries { get; } = entries;

    public IReadOnlyList<FeedMeeting> Meetings { get; } = meetings;

    public FormatBook Formats { get; } = formats;

    public IReadOnlyList<Body> Bodies { get; } = bodies;
}

/// <summary>Makes the view that feeds are written from, once for each state of the directory.</summary>
internal sealed class FeedMeetings(IDirectory directory, NetworkBodies bodies, TimeProvider clock)
{
    // Above the numbers of sources, below where JavaScript stops counting exactly.
    private const long OwnNumbersFrom = 10_000_000_000;
    private const long OwnNumbers = 1_000_000_000_000_000;

    /// <summary>A view of many groups takes a second to make, so a little age is fine there.</summary>
    private const int ManyGroups = 20_000;
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(5);

    private readonly Lock _making = new();
    private volatile Held? _held;

    public FeedView Now()
    {
        var tag = $"{directory.Tag}.{bodies.Tag}.{Today:yyyyMMdd}";
        if (_held is { } held && IsGood(held, tag))
        {
            return held.View;
        }

        lock (_making)
        {
            if (_held is not { } other || !IsGood(other, tag))
            {
                _held = new Held(Make(tag), clock.GetTimestamp());
            }

            return _held!.View;
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private bool IsGood(Held held, string tag) =>
        held.View.Tag == tag || (held.View.Entries.Count > ManyGroups && clock.GetElapsedTime(held.At) < AgeMax);

    private FeedView Make(string tag)
    {
        var all = directory.All().Where(entry => entry.Listing.Visibility == Visibility.Public).ToArray();
        Array.Sort(all, static (one, other) => one.CreatedAt != other.CreatedAt
            ? one.CreatedAt.CompareTo(other.CreatedAt)
            : string.CompareOrdinal(one.Group.Value, other.Group.Value));
        var formats = new FormatBook(bodies.Formats);
        var taken = new HashSet<long>();
        var meetings = new List<FeedMeeting>(all.Length);
        foreach (var entry in all)
        {
            var body = bodies.Find(entry.Listing.Body);
            foreach (var rule in WeeklyRules.Of(entry.Listing.Timetable, Today))
            {
                foreach (var day in ((Weekly)rule.Recurrence).Days)
                {
                    meetings.Add(new FeedMeeting(Number(entry, rule, day, taken), entry, rule, day, body, formats.Of(entry.Listing, rule.Venue ?? entry.Listing.Venue)));
                }
            }
        }

        return new FeedView(tag, all, meetings, formats, bodies.All);
    }

    private static long Number(DirectoryEntry entry, MeetingRule rule, Weekday day, HashSet<long> taken)
    {
        if (long.TryParse(entry.Listing.Origin?.Extra.GetValueOrDefault("id_bigint"), NumberStyles.None, CultureInfo.InvariantCulture, out var own)
            && own is > 0 and < OwnNumbersFrom && taken.Add(own))
        {
            return own;
        }

        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Group.Value}\n{rule.Id}\n{(int)day}"));
        var number = OwnNumbersFrom + (long)(BitConverter.ToUInt64(digest) % OwnNumbers);
        while (!taken.Add(number))
        {
            number++;
        }

        return number;
    }

    private sealed record Held(FeedView View, long At);
}

/// <summary>Which meetings may be told to readers that know weekly meetings alone.</summary>
internal static class WeeklyRules
{
    /// <summary>One that begins next week is worth telling today.</summary>
    private const int DaysAhead = 7;

    /// <summary>Those that are held each week now: nothing fortnightly or monthly is passed off as weekly, nor what is over.</summary>
    public static IEnumerable<MeetingRule> Of(Timetable? timetable, DateOnly today) =>
        timetable is null || timetable.ByAppointment ? [] : timetable.Rules.Where(rule => IsWeekly(rule, today) && !IsClosed(timetable, today));

    private static bool IsWeekly(MeetingRule rule, DateOnly today) =>
        rule.Recurrence is Weekly { EveryWeeks: 1, Days.IsEmpty: false } weekly
        && rule.From <= today.AddDays(DaysAhead)
        && !(rule.Until < today)
        && !(rule.Count is { } count && rule.From.AddDays(((count / weekly.Days.Count) + 1) * 7) < today);

    // Closed for the whole week ahead.
    private static bool IsClosed(Timetable timetable, DateOnly today) =>
        timetable.Closures.Exists(closure => closure.VirtualInstead is null && closure.From <= today && closure.To >= today.AddDays(DaysAhead - 1));
}
