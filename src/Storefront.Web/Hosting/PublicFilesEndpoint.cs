using Storefront.Data;

namespace Storefront.Web.Hosting;

/// <summary>Serves listings' pictures. A file never changes, so a browser asks once.</summary>
public static class PublicFilesEndpoint
{
    public static void MapPublicFiles(this IEndpointRouteBuilder app) => app.MapGet(PublicFiles.Path + "{name}", SendAsync);

    private static async Task<IResult> SendAsync(string name, [FromKeyedServices(PublicFiles.Store)] IStoreFiles files, HttpContext context, CancellationToken cancel)
    {
        if (!StoredFile.TryParse(name, out var file) || MediaType(file.Extension) is not { } type || await files.OpenAsync(file, cancel) is not { } stream) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Stream(stream, type);
    }

    private static string? MediaType(string extension) => extension switch
    {
        "webp" => "image/webp",
        "jpg" => "image/jpeg",
        _ => null,
    };
}
