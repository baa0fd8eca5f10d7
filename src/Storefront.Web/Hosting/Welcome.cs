using Storefront.Data;
using Storefront.Shipping;
using Storefront.Web.Demo;

namespace Storefront.Web.Hosting;

/// <summary>What the operator reads when the market is open.</summary>
public static class Welcome
{
    public static void Print(WebApplication app, StartOptions options)
    {
        if (app.Services.GetRequiredService<IDrawDocuments>().Availability.Sentence is { } documents) Console.WriteLine(documents);
        if (app.Services.GetService<IResizePictures>()?.Availability.Sentence is { } pictures) Console.WriteLine(pictures);
        Console.WriteLine($"Storefront is open at {string.Join(" and ", app.Urls)}");
        if (options.DemoMarket)
        {
            Console.WriteLine($"Demo sign-ins, all with the password {DemoPeople.Password}:");
            foreach (var (who, email) in DemoPeople.SignIns) Console.WriteLine($"  {email,-32} {who}");
        }

    }
}
