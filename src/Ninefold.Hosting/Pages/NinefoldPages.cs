using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace Ninefold.Hosting.Pages;

/// <summary>Where the web pages join the server.</summary>
internal static class NinefoldPages
{
    /// <summary>Registers what the pages need.</summary>
    public static void AddNinefoldPages(IServiceCollection services)
    {
        services.AddSingleton<SystemsShown>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight
        );
    }

    /// <summary>Maps the pages and what they load.</summary>
    public static void MapNinefoldPages(WebApplication app)
    {
        PageAssets.Map(app);
        app.UseAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
