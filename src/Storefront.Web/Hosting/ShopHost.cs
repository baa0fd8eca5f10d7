using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.ResponseCompression;
using Storefront.Languages;
using Storefront.Web.Account;
using Storefront.Web.Demo;
using Storefront.Web.Measuring;
using Storefront.Web.Shop;

namespace Storefront.Web.Hosting;

/// <summary>The shop's share of the host: services, the order of the pipeline, and its endpoints.</summary>
public static class ShopHost
{
    public static WebApplicationBuilder AddShop(this WebApplicationBuilder builder, StartOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<MarketClock>();
        services.AddSingleton<TimeProvider>(s => s.GetRequiredService<MarketClock>());
        services.AddRazorComponents().AddInteractiveServerComponents();

        // Letters of every script are written as they are: a Chinese or Arabic page is a third of what it would be with each letter escaped.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddLanguages(strict: builder.Environment.IsDevelopment());
        services.AddShopFloor(options);
        services.AddSelling();
        services.AddSingleton<Visitors>();
        services.AddSingleton<PlaceOptions>();
        services.AddSingleton<KeptMarkup>();
        services.AddScoped(s => Visitor.Of(s.GetRequiredService<IHttpContextAccessor>().HttpContext!));
        services.AddScoped(s => s.GetRequiredService<Messages>().In(s.GetRequiredService<Visitor>().Language));
        services.AddSingleton<BrowseCache>();
        services.AddOutputCache(cache =>
        {
            cache.SizeLimit = options.BrowseCacheBytes;
            cache.MaximumBodySize = 1024 * 1024;
            if (MeasuringHost.StoresPages(builder.Configuration)) cache.AddBasePolicy(new BrowsePolicy());
        });
        services.AddFreshPages();
        services.AddResponseCompression(compression =>
        {
            // Only stored pages and the demo's drawings pass through it, and those hold nothing secret that a guess could be measured against.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/html", "image/svg+xml"];
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        builder.AddMeasuring();
        services.AddHealthChecks().AddCheck<CatalogueHealth>("catalogue");
        return builder;
    }

    /// <summary>Everything up to the endpoints. What only uncached pages need, such as who is signed in, comes after the output cache, so that a
    /// stored page never pays for it.</summary>
    public static void UseShop(this WebApplication app)
    {
        app.UseMeasuring();
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler("/error/500", createScopeForErrors: true);
        app.UseMiddleware<HeadRequests>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseDemoPictures();
        app.UseMiddleware<LanguagePath>();
        app.UseErrorPages();
        app.UseRouting();
        app.UseMiddleware<LanguageRedirect>();
        app.UseOutputCache();
        app.UseWhen(
            static context => context.GetEndpoint()?.Metadata.GetMetadata<BrowsePageAttribute>() is not null,
            static browse => browse.UseResponseCompression());
        app.UseMiddleware<SellingFaults>();
        app.UseMiddleware<PhotoUploads>();
        app.UseAccounts();
        app.UseAntiforgery();
    }

    public static void MapShop(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapPreferences();
        app.MapAccounts();
        app.MapSelling();
        app.MapSuggestions();
        app.MapRobots();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapRazorComponents<ShopApp>();
    }
}
