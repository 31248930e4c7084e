using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ninefold.Hosting.Pages;

/// <summary>Where the web pages join the server.</summary>
internal static class NinefoldPages
{
    /// <summary>Registers what the pages need.</summary>
    public static void AddNinefoldPages(IServiceCollection services) { }

    /// <summary>Maps the pages.</summary>
    public static void MapNinefoldPages(WebApplication app) { }
}
