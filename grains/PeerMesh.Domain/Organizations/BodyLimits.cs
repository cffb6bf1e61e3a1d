namespace PeerMesh.Domain.Organizations;

/// <summary>Bounds of bodies. Each says where its number comes from.</summary>
public static class BodyLimits
{
    /// <summary>Bodies of one network: the largest fellowship of the world has about as many service bodies.</summary>
    public const int BodiesMax = 5000;

    /// <summary>Bodies above one another: world, zone, nation, region, area, district and room for more.</summary>
    public const int DepthMax = 16;

    /// <summary>Characters of a body's id.</summary>
    public const int IdMax = 64;

    /// <summary>Characters of a body's name.</summary>
    public const int NameMax = 128;

    /// <summary>Characters of a description: a page of a leaflet.</summary>
    public const int DescriptionMax = 2000;

    /// <summary>Characters of an address on the web.</summary>
    public const int WebsiteMax = 300;

    /// <summary>Characters of a helpline: some hold two numbers and their hours.</summary>
    public const int HelplineMax = 64;

    /// <summary>Characters of an e-mail address; RFC 5321 allows no more.</summary>
    public const int EmailMax = 254;

    /// <summary>Characters of a world id.</summary>
    public const int WorldIdMax = 64;

    /// <summary>Holidays on one list: several years of them.</summary>
    public const int HolidaysMax = 200;

    /// <summary>Characters of a holiday's name.</summary>
    public const int HolidayNameMax = 80;

    /// <summary>Groups of which figures are asked at once: several pages of a table.</summary>
    public const int FiguresMax = 500;

    /// <summary>Administrators of one body.</summary>
    public const int AdministratorsMax = 50;
}
