using PeerMesh.Silo.Storage;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>What a silo adds to the connection string that it is given.</summary>
public sealed class ConnectionSettingsTests
{
    private const string Bare = "Host=db.example;Database=peermesh;Username=peermesh";

    [Fact]
    public void Connections_are_few_prepared_and_impatient_unless_the_string_says_otherwise()
    {
        var settings = PostgresDatabase.Read(Bare);

        Assert.Equal(24, settings.MaxPoolSize);
        Assert.Equal(32, settings.MaxAutoPrepare);
        Assert.Equal(3, settings.Timeout);
        Assert.Equal(3, settings.CommandTimeout);
        Assert.Equal(500, settings.CancellationTimeout);
        Assert.Equal("PeerMesh", settings.ApplicationName);
    }

    [Fact]
    public void What_the_string_says_stays()
    {
        var settings = PostgresDatabase.Read(Bare + ";MaxPoolSize=7;Max Auto Prepare=0;Command Timeout=9;Application Name=here");

        Assert.Equal(7, settings.MaxPoolSize);
        Assert.Equal(0, settings.MaxAutoPrepare);
        Assert.Equal(9, settings.CommandTimeout);
        Assert.Equal("here", settings.ApplicationName);
    }
}
