using PeerMesh.Domain.Directory;

namespace PeerMesh.Domain.Importing;

/// <summary>Where a listing meets, from an address in parts or from one on a line.</summary>
internal static class Addresses
{
    public static Place? Of(Dictionary<string, string> fields)
    {
        string? Line(string key) => RowText.Line(fields.GetValueOrDefault(key));
        var (latitude, longitude) = (RowText.Degrees(fields.GetValueOrDefault("latitude"), 90), RowText.Degrees(fields.GetValueOrDefault("longitude"), 180));
        if (latitude is null || longitude is null || (latitude == 0 && longitude == 0))
        {
            (latitude, longitude) = (null, null);
        }

        var place = new Place(
            Line("location"),
            RowText.Notes(fields.GetValueOrDefault("location_notes"), RowText.InfoMax),
            Line("address"),
            City: Line("city"),
            Region: Line("state"),
            PostalCode: Line("postal_code"),
            Nation: Line("country"),
            Latitude: latitude,
            Longitude: longitude);
        if (place.Street is null && place.City is null && place.Region is null && Line("formatted_address") is { } whole)
        {
            place = Parts(place, whole);
        }

        var approximate = fields.GetValueOrDefault("approximate")?.Trim().ToLowerInvariant() switch
        {
            "yes" => true,
            "no" => false,
            _ => place.Street is null,
        };
        return place == new Place() ? null : place with { Approximate = approximate };
    }

    // "4953 W Addison St, Chicago, IL 60641, USA", read from its end.
    private static Place Parts(Place place, string whole)
    {
        var parts = whole.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (parts.Count > 1 && !parts[^1].Any(char.IsAsciiDigit) && parts[^1].Length != 2)
        {
            place = place with { Nation = parts[^1] };
            parts.RemoveAt(parts.Count - 1);
        }

        if (parts.Count > 0 && parts[^1].Split(' ', 2) is [{ Length: 2 } state, ..] region && state.All(char.IsAsciiLetterUpper))
        {
            place = place with { Region = state, PostalCode = region.Length == 2 ? region[1].Trim() : null };
            parts.RemoveAt(parts.Count - 1);
        }

        if (parts.Count > 0)
        {
            place = place with { City = parts[^1] };
            parts.RemoveAt(parts.Count - 1);
        }

        return parts.Count > 0 ? place with { Street = string.Join(", ", parts) } : place;
    }
}
