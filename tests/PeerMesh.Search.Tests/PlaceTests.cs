using PeerMesh.Domain.Directory;

namespace PeerMesh.Search.Tests;

public sealed class PlaceTests
{
    [Theory]
    [InlineData("Tampa", "Tampa, FL")]
    [InlineData("tampa fl", "Tampa, FL")]
    [InlineData("Tampa, Florida", "Tampa, FL")]
    [InlineData("St. Petersburg, FL", "St. Petersburg, FL")]
    [InlineData("saint petersburg", "St. Petersburg, FL")]
    [InlineData("Portland", "Portland, OR")]
    [InlineData("Portland, ME", "Portland, ME")]
    [InlineData("Mayagüez", "Mayagüez, PR")]
    [InlineData("mayaguez", "Mayagüez, PR")]
    [InlineData("33602", "33602")]
    [InlineData("Brooklyn, NY", "Brooklyn, NY")]
    [InlineData("Nashville, TN", "Nashville, TN")]
    public void Places_of_the_United_States_are_known_by_name_and_by_ZIP_code(string text, string name)
    {
        using var index = Sample.Index([]);
        Assert.Equal(name, Assert.Single(index.FindPlaces(text, 1)).Name);
    }

    [Fact]
    public void A_place_is_where_it_is()
    {
        using var index = Sample.Index([]);
        var tampa = GeoPoint.Of(27.9506, -82.4572)!.Value;
        foreach (var text in new[] { "Tampa, FL", "33602" })
        {
            var place = index.FindPlaces(text, 1)[0];
            Assert.InRange(tampa.MilesTo(GeoPoint.Of(place.Latitude, place.Longitude)!.Value), 0, 4);
        }
    }

    [Fact]
    public void A_town_of_a_listing_is_known_and_goes_with_it()
    {
        var entry = Sample.Group(new Random(1), "g1");
        var town = entry with
        {
            Listing = entry.Listing with
            {
                Visibility = Visibility.Public,
                Venue = new Venue(VenueType.InPerson, new Place(City: "San Cristóbal", Region: "Chiapas", Latitude: 16.737, Longitude: -92.638)),
            },
        };
        using var index = Sample.Index([town]);
        var place = index.FindPlaces("san cristobal", 5)[0];
        Assert.Equal(("San Cristóbal, Chiapas", 1), (place.Name, place.Groups));
    }

    [Fact]
    public void What_is_no_place_is_none()
    {
        using var index = Sample.Index([]);
        Assert.Empty(index.FindPlaces("xyzzyplugh", 5));
        Assert.Empty(index.FindPlaces("   ", 5));
        Assert.Empty(index.FindPlaces("3360", 5));
    }
}
