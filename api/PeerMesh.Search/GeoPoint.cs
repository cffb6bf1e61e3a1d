namespace PeerMesh.Search;

/// <summary>A point on the globe as a unit vector: how far two are apart is then a few multiplications.</summary>
public readonly record struct GeoPoint(double X, double Y, double Z)
{
    /// <summary>Mean radius of the Earth (IUGG).</summary>
    private const double EarthKilometres = 6371.0088;

    private const double KilometresPerMile = 1.609344;

    public double Latitude => Math.Asin(Math.Clamp(Z, -1, 1)) * 180 / Math.PI;

    public double Longitude => Math.Atan2(Y, X) * 180 / Math.PI;

    /// <returns>Null where the numbers are no place on Earth.</returns>
    public static GeoPoint? Of(double latitude, double longitude)
    {
        if (!double.IsFinite(latitude) || !double.IsFinite(longitude) || Math.Abs(latitude) > 90 || Math.Abs(longitude) > 180)
        {
            return null;
        }

        var (phi, lambda) = (latitude * Math.PI / 180, longitude * Math.PI / 180);
        return new GeoPoint(Math.Cos(phi) * Math.Cos(lambda), Math.Cos(phi) * Math.Sin(lambda), Math.Sin(phi));
    }

    /// <summary>Grows with the distance: the square of the straight line between two points, in Earth radii.</summary>
    public double ChordTo(GeoPoint other)
    {
        var (dx, dy, dz) = (X - other.X, Y - other.Y, Z - other.Z);
        return (dx * dx) + (dy * dy) + (dz * dz);
    }

    public double MilesTo(GeoPoint other) => 2 * Math.Asin(Math.Min(1, Math.Sqrt(ChordTo(other)) / 2)) * EarthKilometres / KilometresPerMile;

    /// <summary>What <see cref="ChordTo"/> is at this distance along the ground.</summary>
    public static double ChordOf(double miles)
    {
        var half = Math.Sin(Math.Min(Math.PI / 2, miles * KilometresPerMile / EarthKilometres / 2));
        return 4 * half * half;
    }
}
