using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Importing;

/// <summary>How a group takes what a source says of it.</summary>
public static class GroupImportRules
{
    /// <summary>The form of groups that a source knows as weekly meetings; whoever looks after one may choose another.</summary>
    private const string FormDefault = "12-step";

    /// <summary>Who founded what an import made: nobody's account.</summary>
    private static readonly MemberId Nobody = new("import");

    /// <param name="version">The last version that anybody was told of, 0 for a group that never was.</param>
    public static GroupOutcome Take(Group? group, GroupId id, ImportRow row, long version)
    {
        var draft = new GroupDraft(row.Name, row.About, group?.Profile.Form ?? FormDefault, row.Listing.Languages.FirstOrDefault() ?? "en");
        if (group is not null)
        {
            draft = group.Profile with { Name = draft.Name, About = draft.About };
        }

        if (GroupDraftRules.Check(draft) is { } refusal)
        {
            return refusal;
        }

        var known = group ?? New(id, draft, version);
        var listing = Merge(group?.Listing, row.Listing);
        var before = group is null ? null : Image(group);
        if (before is not null && Differences(before, new GroupImage(draft.Name, draft.About, ListingRules.Tidy(listing))).IsEmpty)
        {
            return group!;
        }

        var outcome = GroupListingRules.Import(known, listing);
        if (outcome.Group is not { } next)
        {
            return outcome;
        }

        return next with
        {
            Profile = draft,
            Version = group is null ? known.Version : group.Version + 1,
        };
    }

    /// <summary>The group is no longer found.</summary>
    public static Group Withdraw(Group group) =>
        group.Listed.Visibility == Visibility.Private
            ? group
            : group with { Listing = group.Listed with { Visibility = Visibility.Private }, Version = group.Version + 1 };

    public static Group Restore(Group group, GroupImage before) => group with
    {
        Profile = group.Profile with { Name = before.Name, About = before.About },
        Listing = before.Listing,
        Version = group.Version + 1,
    };

    public static GroupImage Image(Group group) => new(group.Profile.Name, group.Profile.About, group.Listing);

    /// <summary>Names the content of an image, the same on every machine. Which import brought it last does not count.</summary>
    public static string Print(GroupImage image)
    {
        var extra = image.Listing?.Origin?.Extra.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}\n{fact.Value}") ?? [];
        var content = JsonSerializer.SerializeToUtf8Bytes((image with { Listing = Plain(image.Listing) }, string.Join('\n', extra)), Fields);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>The names of the fields in which two images differ.</summary>
    public static ImmutableList<string> Differences(GroupImage one, GroupImage other)
    {
        var fields = ImmutableList.CreateBuilder<string>();
        void Compare(string name, object? before, object? after)
        {
            if (JsonSerializer.Serialize(before, Fields) != JsonSerializer.Serialize(after, Fields))
            {
                fields.Add(name);
            }
        }

        Compare("name", one.Name, other.Name);
        Compare("about", one.About, other.About);
        var (before, after) = (Plain(one.Listing), Plain(other.Listing));
        foreach (var property in typeof(Listing).GetProperties().Where(property => property.Name != nameof(Listing.Origin)))
        {
            Compare(
                JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                before is null ? null : property.GetValue(before),
                after is null ? null : property.GetValue(after));
        }

        Compare("origin", before?.Origin, after?.Origin);
        if (!Same(one.Listing?.Origin?.Extra, other.Listing?.Origin?.Extra) && fields.Count == 0)
        {
            fields.Add("origin");
        }

        return fields.ToImmutable();
    }

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    // What people said here of what a source does not know stays; a meeting counts from the day it was first read.
    private static Listing Merge(Listing? before, Listing next)
    {
        if (before is null)
        {
            return next;
        }

        var timetable = next.Timetable is { } times && before.Timetable is { } known
            ? times with
            {
                Rules = times.Rules.ConvertAll(rule => known.Rules.Find(same => same.Id == rule.Id) is { } earlier ? rule with { From = earlier.From } : rule),
                Changes = known.Changes,
                Closures = known.Closures,
                DoorsMinutes = known.DoorsMinutes,
                ReminderMinutes = known.ReminderMinutes,
            }
            : next.Timetable;
        return next with
        {
            Timetable = timetable,
            Kind = before.Kind,
            Topics = before.Topics,
            Focus = before.Focus,
            Audiences = before.Audiences,
            Ages = before.Ages,
            Access = before.Access,
            AccessNotes = before.AccessNotes,
            WhatToExpect = before.WhatToExpect,
            SizeMax = before.SizeMax,
            Series = before.Series,
            ClosesAfter = before.ClosesAfter,
            ConfirmedOn = before.ConfirmedOn,
            Affiliation = before.Affiliation,
            Contacts = next.Contacts.IsEmpty ? before.Contacts : next.Contacts,
        };
    }

    private static Group New(GroupId id, GroupDraft draft, long version)
    {
        var form = MeetingForms.Find(draft.Form)!;
        return new Group(
            id,
            new Founding(Nobody, GroupRules.Fingerprint(draft)),
            draft,
            form.Name,
            form.Agenda,
            new Guidelines(1, form.Guidelines),
            form.Rules,
            Roster: [],
            Sessions: [],
            Ended: [],
            version + 1);
    }

    // Which import brought a listing is no part of what it says; facts in a dictionary have no order.
    private static Listing? Plain(Listing? listing) =>
        listing?.Origin is { } origin ? listing with { Origin = origin with { Batch = "", Extra = ImmutableDictionary<string, string>.Empty } } : listing;

    private static bool Same(ImmutableDictionary<string, string>? one, ImmutableDictionary<string, string>? other) =>
        (one?.Count ?? 0) == (other?.Count ?? 0) && (one is null || other is null || one.All(fact => other.GetValueOrDefault(fact.Key) == fact.Value));
}
