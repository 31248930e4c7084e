using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scalar.AspNetCore;

namespace Ninefold.Hosting.Api;

/// <summary>The OpenAPI description at <c>/openapi/v1.json</c> and its page at <c>/scalar</c>, which need no network.</summary>
internal static class ApiDescription
{
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            // The description shows the types as they are read and written.
            json.SerializerOptions.NumberHandling = SystemEngine.Json.NumberHandling;
            json.SerializerOptions.UnmappedMemberHandling = SystemEngine.Json.UnmappedMemberHandling;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            foreach (var converter in SystemEngine.Json.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.CreateSchemaReferenceId = SchemaId;
                options.AddDocumentTransformer(
                    (document, context, _) =>
                    {
                        document.Info = new()
                        {
                            Title = "Ninefold",
                            Version = "v1",
                            Description = "Predictions, observations and operations of the systems of this server.",
                        };
                        return Task.CompletedTask;
                    }
                );
            }
        );
    }

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference(
            "/scalar",
            page =>
            {
                page.Title = "Ninefold API";
                page.OpenApiRoutePattern = "/openapi/v1.json";
                page.DefaultFonts = false; // they would come from elsewhere
                page.Telemetry = false;
            }
        );
    }

    /// <summary>Two systems may have types of the same name: those of a system bear the last part of its namespace.</summary>
    private static string? SchemaId(JsonTypeInfo type)
    {
        var id = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        var owner = type.Type.IsGenericType ? type.Type.GetGenericArguments()[0] : type.Type;
        return id is null || owner.Namespace is not { } space || IsShared(owner) ? id : $"{space.Split('.')[^1]}.{id}";
    }

    private static bool IsShared(Type type) =>
        type.Assembly == typeof(MlSystem).Assembly
        || type.Assembly == typeof(ApiDescription).Assembly
        || type.Namespace!.StartsWith("System", StringComparison.Ordinal);
}
