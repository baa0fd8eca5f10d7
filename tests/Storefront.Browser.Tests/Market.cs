using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Storefront.Connectors.Documents;
using Storefront.Connectors.Tests.Carriers.FourPx;
using Storefront.Connectors.Tests.Carriers.Karrio;
using Storefront.Connectors.Tests.Carriers.Wired;
using Storefront.Connectors.Tests.Documents;
using Storefront.Data;
using Storefront.Data.Sqlite;
using Storefront.Shipping;
using Storefront.Testing;

// Two markets at once on two cores would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Storefront.Browser.Tests;

/// <summary>The demo market, running once for all browser tests, and the browser that visits it.</summary>
public sealed class Market : IAsyncLifetime
{
    public const string Password = "harbour-demo-26";

    private IPlaywright? playwright;
    private IBrowser? browser;
    private RunningApp? app;
    private readonly PangoDocuments documents = new(new DocumentLibraries());
    private ScriptedServer? carrier;
    private ScriptedServer? karrio;

    public string Url => app!.Url;

    public RunningApp App => app!;

    /// <summary>4PX's end of the wire.</summary>
    internal FourPxDouble FourPx { get; }

    /// <summary>A merchant's own karrio server, which makes manifests.</summary>
    internal KarrioDouble Karrio { get; }

    public Market() => (FourPx, Karrio) = (new FourPxDouble(() => carrier!.Base), new KarrioDouble(() => karrio!.Base, () => DateTime.UtcNow) { Age = TimeSpan.Zero });

    /// <summary>Where screenshots are written, to be looked at.</summary>
    public static string Screenshots { get; } = Path.Combine(RunningApp.Root, "artifacts/screenshots");

    public async Task InitializeAsync()
    {
        carrier = await ScriptedServer.StartAsync(FourPx.Answer);
        karrio = await ScriptedServer.StartAsync(AnswerAsKarrio);
        app = await RunningApp.StartAsync(arguments: ["--Payouts:ApprovalAboveEuro=500", "--Carriers:Karrio:AllowLoopback=true", $"--Carriers:FourPx:Test={carrier.Base}router/api/service", "--Carriers:FourPx:LabelHosts:0=127.0.0.1"]);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (app is not null) await app.DisposeAsync();
        if (carrier is not null) await carrier.DisposeAsync();
        if (karrio is not null) await karrio.DisposeAsync();
        documents.Dispose();
    }

    /// <summary>One at a time, since a batch asks for many; its labels can be printed, and read.</summary>
    private ScriptedAnswer AnswerAsKarrio(ScriptedRequest request)
    {
        lock (Karrio)
        {
            var answer = Karrio.Answer(request);
            foreach (var label in Karrio.Labels.Values.Where(l => l.File.Length < 100)) label.File = documents.Draw(Labels.ToLyon with { TrackingNumber = label.TrackingNumber, Customs = null }, DocumentFormat.Pdf).Bytes;
            return answer;
        }
    }

    /// <summary>The market's own books, read beside it.</summary>
    public MarketDb Database()
    {
        var options = new DbContextOptionsBuilder<MarketDb>();
        options.UseSqliteMarket(SqliteDatabase.ConnectionTo(Path.Combine(App.DataFolder, "market.db")));
        return new MarketDb(options.Options);
    }

    /// <summary>A new visitor with nothing remembered.</summary>
    public async Task<IPage> VisitAsync(int width = 1200, bool scripts = true, string language = "en-GB", ColorScheme colours = ColorScheme.Light, int height = 800)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, JavaScriptEnabled = scripts, Locale = language, ColorScheme = colours, BaseURL = Url, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }
}

[CollectionDefinition(nameof(Market))]
public sealed class MarketCollection : ICollectionFixture<Market>;
