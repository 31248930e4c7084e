using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;

namespace Ninefold.Hosting.Pages;

/// <summary>
/// The styles and scripts of the pages, out of the assembly: they are there whatever SDK the app was built with, from
/// wherever it is run, published or not, and without a network.
/// </summary>
internal static class PageAssets
{
    private const string Folder = "_ninefold";
    private static readonly string Build = typeof(PageAssets).Module.ModuleVersionId.ToString("n")[..8];
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>Where the pages load an asset from; another build has other addresses, so that browsers may keep it for ever.</summary>
    public static string Url(string name) => $"{Folder}/{Build}/{name}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"/{Folder}/{{build}}/{{name}}", Serve).ExcludeFromDescription();

    private static IResult Serve(string name, HttpContext context)
    {
        if (
            typeof(PageAssets).Assembly.GetManifestResourceStream($"assets/{name}") is not { } asset
            || !ContentTypes.TryGetContentType(name, out var type)
        )
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Stream(asset, type);
    }
}
