using System.Collections.Immutable;
using CsCheck;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Tests.Auditing;

public sealed class AuditRulesTests
{
    private const string Chain = "group/of-these-tests";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(-5));

    private static readonly string[] Actions = [AuditActions.GroupChanged, AuditActions.RoleNone, AuditActions.MemberRemoved];

    private static readonly string?[] Reasons = [null, "", "Because.", "Porque sí: ñ, ‹é›, \"quoted\" <b>", new string('x', AuditRules.ReasonMax + 7)];

    private static readonly Gen<AuditNote> Note =
        from actor in Gen.String[Gen.Char.AlphaNumeric, 1, 8]
        from action in Gen.Int[0, 2].Select(at => Actions[at])
        from subject in Gen.String[Gen.Char.AlphaNumeric, 0, 8]
        from reason in Gen.Int[0, 4].Select(at => Reasons[at])
        select new AuditNote(new MemberId(actor), action, subject, reason);

    [Fact]
    public void A_chain_is_whole_however_it_grew_and_a_change_of_anything_in_it_is_found_where_it_is() =>
        (from notes in Note.List[1, 30] from at in Gen.Int[0, 29] from what in Gen.Int[0, 7] select (notes, at, what)).Sample(each =>
        {
            var trail = Trail(each.notes);
            Assert.Null(AuditRules.FirstBreak(Chain, trail.Recent, trail.Count));

            var at = each.at % trail.Recent.Count;
            var edited = trail.Recent.SetItem(at, Edited(trail.Recent[at], each.what));
            Assert.Equal(at + 1, AuditRules.FirstBreak(Chain, edited, trail.Count));
        });

    [Fact]
    public void What_is_left_out_put_in_or_swapped_is_found()
    {
        var trail = Trail([.. Enumerable.Range(0, 6).Select(i => new AuditNote(new MemberId($"m{i}"), AuditActions.GroupChanged, "group:g"))]);
        var all = trail.Recent;

        Assert.Equal(3, AuditRules.FirstBreak(Chain, all.RemoveAt(2), trail.Count));
        Assert.Equal(6, AuditRules.FirstBreak(Chain, all.RemoveAt(5), trail.Count));
        Assert.Equal(2, AuditRules.FirstBreak(Chain, all.Insert(1, all[0]), trail.Count));
        Assert.Equal(2, AuditRules.FirstBreak(Chain, all.SetItem(1, all[2]).SetItem(2, all[1]), trail.Count));
        Assert.Equal(1, AuditRules.FirstBreak("group/another", all, trail.Count));
        Assert.Equal(1, AuditRules.FirstBreak(Chain, [], trail.Count));
    }

    // An entry whose hash was made anew still does not fit those after it.
    [Fact]
    public void An_entry_written_anew_with_its_hash_breaks_the_next_one()
    {
        var trail = Trail([new(null, AuditActions.GroupFounded, "a"), new(null, AuditActions.GroupChanged, "b"), new(null, AuditActions.GroupChanged, "c")]);
        var forged = trail.Recent[0] with { Subject = "z" };
        forged = forged with { Hash = AuditRules.HashOf(Chain, forged) };

        Assert.Equal(2, AuditRules.FirstBreak(Chain, trail.Recent.SetItem(0, forged), trail.Count));
    }

    [Fact]
    public void Whole_pages_move_and_the_newest_stay()
    {
        var trail = AuditTrail.Empty;
        var pages = ImmutableList<AuditEntry>.Empty;
        for (var i = 0; i < (3 * AuditRules.PageSize) + 1; i++)
        {
            trail = AuditRules.Add(trail, Chain, new AuditNote(null, AuditActions.GroupChanged, "group:g"), Noon.AddSeconds(i));
            if (AuditRules.PageToMove(trail) is { } page)
            {
                Assert.Equal(AuditRules.PageSize, page.Count);
                (pages, trail) = (pages.AddRange(page), AuditRules.Moved(trail));
            }
        }

        Assert.Equal(2, trail.Pages);
        Assert.InRange(trail.Recent.Count, AuditRules.PageSize, 2 * AuditRules.PageSize);
        Assert.Null(AuditRules.FirstBreak(Chain, pages.Concat(trail.Recent), trail.Count));
    }

    // What is hashed is for good: another program has to come to the same.
    [Fact]
    public void The_hash_is_that_of_the_documented_text()
    {
        const string Text = """{"action":"role.none","actor":"ana","at":"2026-03-02T17:00:00.0000000Z","chain":"group/g","number":1,"previous":"P","reason":"é \"x\"","subject":"member:ben"}""";
        var entry = new AuditEntry(1, Noon, new MemberId("ana"), "role.none", "member:ben", "é \"x\"", "P", "");

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Text))), AuditRules.HashOf("group/g", entry));
    }

    private static AuditTrail Trail(IEnumerable<AuditNote> notes) =>
        notes.Aggregate(AuditTrail.Empty, (trail, note) => AuditRules.Add(trail, Chain, note, Noon.AddMinutes(trail.Count)));

    private static AuditEntry Edited(AuditEntry entry, int what) => what switch
    {
        0 => entry with { Number = entry.Number + 1 },
        1 => entry with { At = entry.At.AddTicks(1) },
        2 => entry with { Actor = new MemberId("mallory!") },
        3 => entry with { Action = "role.facilitator!" },
        4 => entry with { Subject = entry.Subject + "!" },
        5 => entry with { Reason = entry.Reason + "!" },
        6 => entry with { Previous = entry.Previous + "0" },
        _ => entry with { Hash = new string('0', 64) },
    };
}
