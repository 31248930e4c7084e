using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ninefold.Hosting.Api;
using Ninefold.Hosting.Commands;
using Ninefold.Hosting.Pages;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Training;
using OpenTelemetry.Metrics;

namespace Ninefold.Hosting;

/// <summary>Puts systems into an existing ASP.NET Core app.</summary>
public static class NinefoldServices
{
    /// <summary>Registers the systems of assemblies, with the settings of the configuration's section <c>Ninefold</c>.</summary>
    /// <exception cref="ArgumentException">Settings are not allowed, or two systems have the same id; all errors are named.</exception>
    public static IServiceCollection AddNinefold(
        this IServiceCollection services,
        IConfiguration configuration,
        params Assembly[] systems
    )
    {
        try
        {
            return services.AddNinefold(
                new SystemCatalogue(systems.SelectMany(SystemCatalogue.In)),
                Settings.From(configuration)
            );
        }
        catch (UsageException e)
        {
            throw new ArgumentException(e.Message, nameof(configuration), e);
        }
    }

    internal static IServiceCollection AddNinefold(
        this IServiceCollection services,
        SystemCatalogue systems,
        Settings settings
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(systems);
        services.AddSingleton(settings);
        services.AddSingleton(provider => new Workspace(settings.Options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ServedSystems>();
        services.AddSingleton<Telemetry>();
        services.AddSingleton<Retraining>();
        services.AddSingleton<RetrainingDue>();
        services.AddSingleton<WatchService>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchService>());
        services
            .AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Telemetry.MeterName, "Microsoft.AspNetCore.Hosting", "System.Runtime")
                    .AddPrometheusExporter()
            );
        services.ConfigureOpenTelemetryMeterProvider(
            (provider, metrics) =>
            {
                var own = provider.GetRequiredService<IMeterFactory>();
                // Meters are listened to by name: those of another server in this process must not be taken for ours.
                metrics.AddView(instrument =>
                    instrument.Meter.Scope is IMeterFactory other && other != own
                        ? MetricStreamConfiguration.Drop
                        : null
                );
            }
        );
        ApiDescription.Add(services);
        NinefoldPages.AddNinefoldPages(services);
        return services;
    }

    /// <summary>Maps the HTTP API, its description, the telemetry and the web pages.</summary>
    public static WebApplication MapNinefold(this WebApplication app)
    {
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/v1") || http.Request.Path.StartsWithSegments("/v2"),
            api => api.UseMiddleware<Faults>()
        );
        ApiRoutes.Map(app);
        ApiDescription.Map(app);
        app.MapPrometheusScrapingEndpoint("/metrics");
        NinefoldPages.MapNinefoldPages(app);
        return app;
    }
}
