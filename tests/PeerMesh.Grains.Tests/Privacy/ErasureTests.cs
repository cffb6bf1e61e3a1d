using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Directory;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;
using PeerMesh.Grains.Tests.Storage;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Grains.Tests.Privacy;

/// <summary>A person whose every word is a canary, deleted, and then looked for in everything that a silo writes.</summary>
[Collection(StorageTests.Name)]
public sealed class ErasureTests(DatabaseFixture databases)
{
    private const string Canary = "kanarienvogel";

    [Theory, EachDatabase]
    public async Task Nothing_of_a_deleted_person_is_left_in_the_database_or_in_the_log(string database)
    {
        using var place = await databases.Make(database);
        using var logs = new Capture();
        var ana = new Caller(new MemberId("ana-of-the-erasure"));
        string folder;
        await using (var network = await StoredNetwork.Start(place, logs))
        {
            folder = network.Database is SqliteDatabase ? FolderOf(network) : "";
            var email = network.Grains.GetGrain<IEmailGrain>("email-of-the-erasure");
            var ben = new Caller((await email.Redeem((await email.RequestCode())!)).Member!.Value);
            await Live(network, ana, ben);
            Assert.True(IsIn(network, database, Canary), "The canary was never there.");

            var person = network.Grains.GetGrain<IPersonGrain>(ben.Member.Value);
            var export = await person.Export(ben);
            Assert.Null(export.Refusal);
            foreach (var word in (string[])["member-name", "request-words", "past-name", "enter-name", "sealed", "administrator", "invited", "contact", "note", "reviewer"])
            {
                Assert.Contains(export.Parts, part => part.Json.Contains($"{Canary} {word}", StringComparison.Ordinal));
            }

            Assert.Null(await person.Delete(ben));
            await Until.True(() => Task.FromResult(network.Ask(
                $"SELECT COUNT(*) FROM OrleansStorage WHERE GrainTypeString = 'person' AND GrainIdExtensionString = '{ben.Member.Value}' AND "
                + (database == Databases.Sqlite ? "CAST(PayloadBinary AS TEXT)" : "convert_from(PayloadBinary, 'UTF8')") + " LIKE '%ErasedAt%'") == "1"));

            Assert.False(IsIn(network, database, Canary), "A row still has it.");
            Assert.Null(await email.Find());

            // What a group keeps: that somebody was there.
            var minutes = await network.Grains.GetGrain<ISessionGrain>(SessionOf(network)).Minutes(ana);
            Assert.NotNull(minutes.Minutes);
        }

        Assert.All(logs.Lines, line => Assert.DoesNotContain(Canary, line, StringComparison.OrdinalIgnoreCase));
        if (folder.Length > 0)
        {
            var files = System.IO.Directory.GetFiles(folder);
            Assert.NotEmpty(files);
            Assert.All(files, file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) < 0, $"It is in {Path.GetFileName(file)}."));
        }
    }

    // All that a person can say of themselves, in every place there is.
    private static async Task Live(StoredNetwork network, Caller ana, Caller ben)
    {
        var group = network.Grains.GetGrain<IGroupGrain>("group-of-the-erasure");
        Assert.Null(await group.Found(ana, new GroupDraft("Circle", "", "dbsa")));
        Assert.Null(await group.SetRole(ana, ben.Member, GroupRole.Facilitator, $"{Canary} member-name"));

        var asked = network.Grains.GetGrain<IGroupGrain>("group-asked-of-the-erasure");
        Assert.Null(await asked.Found(ana, new GroupDraft("Asked", "", "dbsa")));
        await asked.Ask(ana, new ChangeMembership(new MembershipSettings(JoinMode.Request)) { RequestId = "s" });
        Assert.Null((await asked.Ask(ben, new JoinGroup($"{Canary} request-name", $"{Canary} request-words") { RequestId = "j" })).Refusal);

        var left = network.Grains.GetGrain<IGroupGrain>("group-left-of-the-erasure");
        Assert.Null(await left.Found(ana, new GroupDraft("Left", "", "dbsa")));
        Assert.Null(await left.SetRole(ana, ben.Member, GroupRole.Member, $"{Canary} past-name"));
        Assert.Null((await left.Ask(ben, new LeaveGroup { RequestId = "l" })).Refusal);

        var inviting = network.Grains.GetGrain<IGroupGrain>("group-inviting-of-the-erasure");
        Assert.Null(await inviting.Found(ana, new GroupDraft("Inviting", "", "dbsa")));
        Assert.Null((await inviting.Ask(ana, new Invite(ben.Member, $"{Canary} invited", $"{Canary} invited-words", $"{Canary} invited-to") { RequestId = "i" })).Refusal);

        var body = network.Grains.GetGrain<IOrganizationGrain>("body-of-the-erasure");
        Assert.Null(await body.Found(ana, new BodyDraft("Bay Chapter")));
        Assert.Null(await body.SetAdministrator(ana, ben.Member, administers: true, $"{Canary} administrator"));

        var draft = new AffiliationDraft(ApplicantKind.NewChapter, "New Chapter", $"{Canary} town", "en", $"{Canary} about", $"{Canary} contact");
        Assert.Null(await network.Grains.GetGrain<IAffiliationGrain>("application-of-the-erasure").Apply(ben, new BodyId("body-of-the-erasure"), draft));
        var others = network.Grains.GetGrain<IAffiliationGrain>("others-application-of-the-erasure");
        Assert.Null(await others.Apply(ana, new BodyId("body-of-the-erasure"), new AffiliationDraft(ApplicantKind.NewChapter, "Other Chapter", "Town", "en", "About", "Ana")));
        Assert.Null(await others.Move(ben, new AffiliationMove(AffiliationStage.UnderReview, $"{Canary} reviewer", "A good plan.")));
        Assert.Null(await network.Grains.GetGrain<IListingRequestsGrain>("group-of-the-erasure").Propose(
            ben, "p", $"{Canary} proposer", $"{Canary} note", [new FieldProposal(ListingField.Website, "https://example.org/evening")]));
        Assert.Null(await group.Change(ben, new GroupDraft("Evening circle", "", "dbsa")));

        var notices = network.Grains.GetGrain<INoticesGrain>(ben.Member.Value);
        await notices.SetAddress($"{Canary} sealed");
        await notices.Tell(new Notice("n-1", NoticeKind.RequestApproved, new GroupId("group-of-the-erasure"), "Circle", Words: $"{Canary} notice"));
        await network.Grains.GetGrain<IMemberGrain>(ben.Member.Value).SignIn();

        var session = network.Grains.GetGrain<ISessionGrain>((await group.StartSession(ana, "Evening", "r1")).Session!.Value.Value);
        Assert.Null((await session.Submit(ana, new Enter("Ana", 1) { CommandId = "c1" })).Refusal);
        Assert.Null((await session.Submit(ben, new Enter($"{Canary} enter-name", 1) { CommandId = "c2" })).Refusal);
        Assert.Null((await session.Submit(ana, new Start { CommandId = "c3" })).Refusal);
        Assert.Null((await session.Submit(ana, new Close { CommandId = "c4" })).Refusal);

        // The groups tell the person's own lists a moment later.
        await Until.True(async () => (await network.Grains.GetGrain<IMemberGrain>(ben.Member.Value).Look()) is { Groups.Count: 1, Ties.Count: 2 });
    }

    private static string SessionOf(StoredNetwork network) =>
        network.Ask("SELECT MAX(GrainIdExtensionString) FROM OrleansStorage WHERE GrainTypeString = 'session' AND GrainIdExtensionString LIKE 'group-of-the-erasure.%'")!;

    private static bool IsIn(StoredNetwork network, string database, string word) => network.Ask(
        "SELECT COUNT(*) FROM OrleansStorage WHERE "
        + (database == Databases.Sqlite ? "CAST(PayloadBinary AS TEXT)" : "convert_from(PayloadBinary, 'UTF8')") + $" LIKE '%{word}%'") != "0";

    private static string FolderOf(StoredNetwork network) => Path.GetDirectoryName(network.Ask("SELECT file FROM pragma_database_list WHERE name = 'main'"))!;

    private sealed class Capture : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        // At Trace, which no release runs at, Orleans writes whole messages down, texts that they answer with too.
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{formatter(state, exception)} {exception}"));
            }
        }

        public void Dispose()
        {
        }
    }
}
