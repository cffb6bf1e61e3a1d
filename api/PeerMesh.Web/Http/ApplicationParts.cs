using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace PeerMesh.Web.Http;

internal static class ApplicationParts
{
    /// <summary>Adds an assembly's pages unless the host has found them by itself.</summary>
    public static void AddOnce(this ApplicationPartManager manager, Assembly assembly)
    {
        if (manager.ApplicationParts.OfType<CompiledRazorAssemblyPart>().Any(part => part.Assembly == assembly))
        {
            return;
        }

        foreach (var part in ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly))
        {
            manager.ApplicationParts.Add(part);
        }
    }
}
