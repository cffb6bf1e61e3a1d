namespace PeerMesh.Web.Tests.Browser;

/// <summary>A test that needs a real browser. Without one it is skipped and says so; under CI=true it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Program is null && !Chromium.IsRequired)
        {
            Skip = "Chromium is not installed. Install it, or name it in PEERMESH_CHROMIUM.";
        }
    }
}
