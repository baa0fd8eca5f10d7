using Storefront.Web.Demo;
using Storefront.Web.Hosting;

var (options, settings, fault) = CommandLine.Read(args);
if (options.ShowHelp)
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

if ((fault ?? StartFaults.Hurdle(options)) is { } hurdle) return Stop(hurdle);

NativeMemory.GiveBackWhatIsFreed();
try
{
    // Slim is without IIS, HTTP/3 and the logs of other systems, which nothing here uses; HTTPS is asked for by itself.
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseKestrelHttpsConfiguration();
    builder.WebHost.UseUrls(options.Urls);
    // A build that was not published keeps its static files where they were written; a published one has them beside it and needs no list.
    builder.WebHost.UseStaticWebAssets();
    builder.AddShop(options);
    builder.AddMarket(options);

    var app = builder.Build();
    if (await DatabaseStart.PrepareAsync(app.Services, options, default) is { } unusable) return Stop(unusable);
    if (options.MigrateOnly)
    {
        Console.WriteLine("The database is up to date.");
        return 0;
    }

    if (options.DemoMarket) await app.Services.GetRequiredService<DemoMarket>().MakeAsync(default);
    app.UseShop();
    app.MapShop();
    app.MapMarket();
    await app.StartAsync();
    Welcome.Print(app, options);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (StartFaults.Sentence(e, options) is { } sentence)
{
    return Stop(sentence);
}

static int Stop(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 1;
}
