using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Testing;
using Storefront.Web.Demo;
using Storefront.Web.Hosting;

namespace Storefront.App.Tests;

/// <summary>The whole app on a free port with the demo market in a folder of its own, as a person without a browser would meet it.</summary>
public sealed class ShopServer : IAsyncLifetime
{
    public const string Collection = "shop server";

    private readonly string folder = Directory.CreateTempSubdirectory("storefront-").FullName;
    private WebApplication? app;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public async Task InitializeAsync()
    {
        var options = new StartOptions { Urls = "http://127.0.0.1:0", DataFolder = folder };
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(StartOptions).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.UseStaticWebAssets();
        builder.AddShop(options);
        builder.AddMarket(options);
        app = builder.Build();
        await MigratedDatabase.WriteAsync(Path.Combine(folder, "market.db"));
        Assert.Null(await DatabaseStart.PrepareAsync(app.Services, options, default));
        await app.Services.GetRequiredService<DemoMarket>().MakeAsync(default);
        app.UseShop();
        app.MapShop();
        app.MapMarket();
        app.MapGet("/fault", string () => throw new InvalidOperationException("the secret of the house"));
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A caller who follows no redirects, keeps no cookies and has asked for a language before.</summary>
    public HttpClient Visitor(string acceptLanguage = "en-FR") => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None })
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { { "Accept-Language", acceptLanguage } },
    };
}

[CollectionDefinition(ShopServer.Collection)]
public sealed class ShopServerCollection : ICollectionFixture<ShopServer>;
