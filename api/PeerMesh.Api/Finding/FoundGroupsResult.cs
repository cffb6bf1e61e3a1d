using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using PeerMesh.Api.Http;
using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

/// <summary>Answers with a <see cref="FoundGroupsResponse"/>, byte for byte as the serializer would write it, without making one.</summary>
internal sealed class FoundGroupsResult(ReadQuery read, SearchPage page, BodyTree bodies, GroupCards cards) : IResult, IEndpointMetadataProvider
{
    private const string ContentType = "application/json; charset=utf-8";

    // What is written here is right by construction, and the tests compare it.
    private static readonly JsonWriterOptions Options = new() { Encoder = WireJson.Options.Encoder, SkipValidation = true };

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(FoundGroupsResponse), ["application/json"]));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = ContentType;
        await using (var json = new Utf8JsonWriter(response.BodyWriter, Options))
        {
            Write(json);
        }

        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("total"u8, page.Total);
        json.WriteString("asOf"u8, page.AsOf);
        json.WriteString("zone"u8, read.Query!.Zone);
        json.WritePropertyName("near"u8);
        JsonSerializer.Serialize(json, PlaceResponse.Of(read), WireJson.Options);
        json.WriteString("next"u8, page.Next?.ToString());
        json.WriteStartArray("groups"u8);
        foreach (var hit in page.Hits)
        {
            var card = cards.Of(hit, bodies);
            json.WriteStartObject();
            json.WriteRawValue(card.Json, skipInputValidation: true);
            json.WritePropertyName("nextMeeting"u8);
            WriteMeeting(json, NextMeetingResponse.Of(hit, card.Zone));
            json.WritePropertyName("openSessions"u8);
            WriteSessions(json, hit);
            json.WritePropertyName("miles"u8);
            WriteMiles(json, hit.Miles);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteMeeting(Utf8JsonWriter json, NextMeetingResponse? meeting)
    {
        if (meeting is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("startsAt"u8, meeting.StartsAt);
        json.WritePropertyName("endsAt"u8);
        if (meeting.EndsAt is { } endsAt)
        {
            json.WriteStringValue(endsAt);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("zone"u8, meeting.Zone);
        json.WritePropertyName("venue"u8);
        if (meeting.Venue is { } venue)
        {
            json.WriteStringValue(SearchFacts.NameOf(venue));
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void WriteSessions(Utf8JsonWriter json, SearchHit hit)
    {
        if (hit.IsOpen)
        {
            JsonSerializer.Serialize(json, hit.Group.OpenSessions, WireJson.Options);
            return;
        }

        json.WriteStartArray();
        json.WriteEndArray();
    }

    private static void WriteMiles(Utf8JsonWriter json, double? miles)
    {
        if (miles is { } far)
        {
            json.WriteNumberValue(Math.Round(far, 1));
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
