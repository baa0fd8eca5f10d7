using Microsoft.Extensions.FileProviders;

namespace Storefront.Web.Demo;

/// <summary>The drawings of the demo market. They lie outside the shop's own files: each of those is an endpoint for every form and encoding that it has, and the drawings would be nine tenths of all that is routed.</summary>
public static class DemoPictures
{
    public const string Path = "/img/demo";

    /// <summary>Also where the demo is off: a market that was made with it keeps its listings.</summary>
    public static void UseDemoPictures(this WebApplication app)
    {
        var files = new StaticFileOptions
        {
            RequestPath = Path,
            FileProvider = new PhysicalFileProvider(System.IO.Path.Combine(AppContext.BaseDirectory, "Demo", "Pictures")),
            OnPrepareResponse = static answer => answer.Context.Response.Headers.CacheControl = "public, max-age=604800",
        };
        app.UseWhen(static context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), pictures => pictures.UseResponseCompression().UseStaticFiles(files));
    }
}
