using System.Text;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Tests.Importing;

public sealed class ReaderTests
{
    private static readonly ImportOptions Options = new("source", "batch", Zone: null, Body: null, new DateOnly(2026, 3, 2));

    private const string Meeting = """{"name":"Sunday Serenity","slug":"sunday-serenity-14","day":0,"time":"18:00","end_time":"19:30","city":"Tampa","state":"FL","country":"US","address":"123 Main Street","types":["O","D","S"]}""";

    [Fact]
    public void A_meeting_guide_row_is_read()
    {
        var row = Assert.Single(Read($"[{Meeting}]").Rows);

        Assert.Equal("Sunday Serenity", row.Name);
        Assert.Equal("America/New_York", row.Listing.Timetable!.Zone);
        Assert.Equal(new TimeOnly(18, 0), row.Listing.Timetable.Rules[0].StartsAt);
        Assert.Equal(90, row.Listing.Timetable.Rules[0].Minutes);
        Assert.Equal([Weekday.Sunday], ((Weekly)row.Listing.Timetable.Rules[0].Recurrence).Days);
        Assert.Equal(["O", "D"], row.Listing.Types);
        Assert.Equal(["es"], row.Listing.Languages);
        Assert.Equal(VenueType.InPerson, row.Listing.Venue!.Type);
    }

    [Fact]
    public void A_row_that_cannot_be_a_meeting_is_named_with_its_reason_and_the_others_stay()
    {
        var file = Read("""
            [
              {"slug":"a","day":0,"time":"18:00","state":"FL"},
              {"name":"No day","slug":"b","time":"18:00","state":"FL"},
              {"name":"Day 9","slug":"c","day":9,"time":"18:00","state":"FL"},
              {"name":"Nowhere","slug":"d","day":1,"time":"18:00"},
              {"name":"Good","slug":"e","day":1,"time":"18:00","state":"FL"},
              {"name":"Twice","slug":"e","day":1,"time":"18:00","state":"FL"},
              {"name":"Elsewhere","slug":"f","day":1,"time":"18:00","state":"FL","timezone":"Mars/Base"},
              17
            ]
            """);

        Assert.Equal("Good", Assert.Single(file.Rows).Name);
        Assert.Equal([1, 2, 3, 4, 6, 7, 8], file.Problems.Select(problem => problem.Line));
        Assert.All(file.Problems, problem => Assert.EndsWith(".", problem.Reason, StringComparison.Ordinal));
        Assert.Contains("Mars/Base", file.Problems[5].Reason, StringComparison.Ordinal);
        Assert.Equal(8, file.Read);
    }

    [Theory]
    [InlineData("25:99")]
    [InlineData("24:00")]
    [InlineData("noonish")]
    public void A_time_that_is_none_is_said_to_be_that(string time)
    {
        var file = Read($$"""[{"name":"Odd","slug":"a","day":1,"time":"{{time}}","state":"FL"},{"name":"Good","slug":"b","day":1,"time":"18:00","state":"FL"}]""");

        Assert.StartsWith("Its time is not one of a day", Assert.Single(file.Problems).Reason, StringComparison.Ordinal);
        Assert.Single(file.Rows);
    }

    [Fact]
    public void A_file_may_be_UTF_16_as_spreadsheets_save_it()
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            foreach (var text in (string[])["name,day,time,state\nCírculo,Monday,19:00,FL\n", """[{"name":"Círculo","day":1,"time":"19:00","state":"FL"}]"""])
            {
                Assert.Equal("Círculo", Assert.Single(ImportReader.Read((byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(text)], Options).File!.Rows).Name);
            }
        }
    }

    [Fact]
    public void Names_repeat_and_stay_apart()
    {
        var file = Read("""
            [{"name":"Serenity","slug":"s-1","day":1,"time":"18:00","state":"FL"},{"name":"Serenity","slug":"s-2","day":1,"time":"18:00","state":"FL"},
             {"name":"Serenity","day":1,"time":"18:00","state":"FL"},{"name":"Serenity","day":2,"time":"18:00","state":"FL"}]
            """);

        Assert.Equal(4, file.Rows.Select(row => row.Group).Distinct().Count());
    }

    [Fact]
    public void A_meeting_without_a_time_is_by_appointment_and_one_past_midnight_ends_the_next_day()
    {
        var rows = Read("""
            [{"name":"Call us","slug":"a","state":"TX"},{"name":"Late","slug":"b","day":[5,6],"time":"23:30","end_time":"00:30","timezone":"America/Denver"}]
            """).Rows;

        Assert.True(rows[0].Listing.Timetable!.ByAppointment);
        Assert.Empty(rows[0].Listing.Timetable!.Rules);
        Assert.Equal(60, rows[1].Listing.Timetable!.Rules[0].Minutes);
        Assert.Equal([Weekday.Friday, Weekday.Saturday], ((Weekly)rows[1].Listing.Timetable!.Rules[0].Recurrence).Days);
        Assert.Equal("America/Denver", rows[1].Listing.Timetable!.Zone);
    }

    [Fact]
    public void An_address_on_one_line_is_read_in_its_parts()
    {
        var place = Read("""[{"name":"A","slug":"a","day":1,"time":"10:00","formatted_address":"4953 W Addison St, Chicago, IL 60641, USA"}]""").Rows[0].Listing.Venue!.Place!;

        Assert.Equal(("4953 W Addison St", "Chicago", "IL", "60641", "USA"), (place.Street, place.City, place.Region, place.PostalCode, place.Nation));
        Assert.False(place.Approximate);
    }

    [Fact]
    public void On_line_and_hybrid_are_told_apart_and_last_names_are_not_kept()
    {
        var rows = Read("""
            [{"name":"On line","slug":"a","day":1,"time":"10:00","conference_url":"https://zoom.us/j/123","conference_phone":"+1 (646) 558-8656,,123#","city":"Tampa","state":"FL","contact_1_name":"Maria Gomez"},
             {"name":"Both","slug":"b","day":1,"time":"10:00","conference_url":"https://zoom.us/j/123","address":"1 Main St","city":"Tampa","state":"FL"},
             {"name":"Closed door","slug":"c","day":1,"time":"10:00","conference_url":"https://zoom.us/j/123","address":"1 Main St","city":"Tampa","state":"FL","types":["TC"]}]
            """).Rows;

        Assert.Equal([VenueType.Virtual, VenueType.Hybrid, VenueType.Virtual], rows.Select(row => row.Listing.Venue!.Type));
        Assert.Equal("+16465588656,,123#", rows[0].Listing.Venue!.Phone);
        Assert.Equal("Maria G.", Assert.Single(rows[0].Listing.Contacts).Name);
    }

    [Fact]
    public void A_table_is_read_by_its_headers()
    {
        var file = Read(""""
            Time,Day,Name,Location,Address,City,State,Postal Code,Types,Notes,Conference URL,Slug
            7:00 PM,Tuesday,"Hope, and ""more""",Church,1 Main St,Albany,NY,12207,"Open, Discussion, Spanish","Two
            lines",https://zoom.us/j/1,hope
            19:30,3,Second,,,Albany,NY,,,,,second
            """");

        Assert.Equal(ImportKind.Csv, file.Kind);
        Assert.Empty(file.Problems);
        Assert.Equal("Hope, and \"more\"", file.Rows[0].Name);
        Assert.Equal("Two\nlines", file.Rows[0].Listing.Notes);
        Assert.Equal(["O", "D"], file.Rows[0].Listing.Types);
        Assert.Equal(["es"], file.Rows[0].Listing.Languages);
        Assert.Equal(new TimeOnly(19, 0), file.Rows[0].Listing.Timetable!.Rules[0].StartsAt);
        Assert.Equal([Weekday.Wednesday], ((Weekly)file.Rows[1].Listing.Timetable!.Rules[0].Recurrence).Days);
    }

    [Theory]
    [InlineData("[]", "import.no_rows")]
    [InlineData("[{\"name\":", "import.invalid_json")]
    [InlineData("[1,2]", "import.not_a_file")]
    [InlineData("{\"a\":1}", "import.not_a_file")]
    [InlineData("just,some,words\n1,2,3", "import.invalid_csv")]
    [InlineData("", "import.invalid_csv")]
    [InlineData("name\n", "import.no_rows")]
    public void What_is_no_list_of_meetings_is_refused(string text, string code) =>
        Assert.Equal(code, ImportReader.Read(Encoding.UTF8.GetBytes(text), Options).Refusal!.Code);

    [Fact]
    public void A_source_has_a_plain_name_and_a_zone_is_one()
    {
        Assert.Equal("import.source_invalid", ImportReader.Read("[]"u8.ToArray(), Options with { Source = "New York" }).Refusal!.Code);
        Assert.Equal("import.zone_invalid", ImportReader.Read("[]"u8.ToArray(), Options with { Zone = "Mars/Base" }).Refusal!.Code);
        Assert.Equal("bmlt-new-york", ImportIds.SourceOf("../data/BMLT New York.json"));
        Assert.Equal("bmlt.example.org", ImportIds.SourceOf("https://bmlt.example.org/main_server/client_interface/json/?switcher=GetSearchResults"));
    }

    [Theory]
    [InlineData("FL", 27.9, -82.5, "America/New_York")]
    [InlineData("FL", 30.4, -87.2, "America/Chicago")]
    [InlineData("TX", 31.8, -106.4, "America/Denver")]
    [InlineData("TN", 35.9, -84.0, "America/New_York")]
    [InlineData("AZ", 33.4, -112.1, "America/Phoenix")]
    [InlineData("New York", 40.7, -74.0, "America/New_York")]
    [InlineData("ID", 47.7, -116.8, "America/Los_Angeles")]
    [InlineData("HI", 21.3, -157.8, "Pacific/Honolulu")]
    [InlineData(null, 43.16, -77.63, "America/New_York")]
    [InlineData(null, null, null, null)]
    public void A_zone_follows_from_the_place(string? state, double? north, double? east, string? zone) =>
        Assert.Equal(zone, Zones.Of(state, country: null, north, east));

    private static ImportFile Read(string text) => ImportReader.Read(Encoding.UTF8.GetBytes(text), Options).File!;
}
