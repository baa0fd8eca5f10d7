using Microsoft.Playwright;

namespace Storefront.Browser.Tests.Trade;

/// <summary>Photographs for listings and cases: the browser takes one of a drawing.</summary>
internal static class Photo
{
    public static async Task<FilePayload> OfAsync(Market market, string drawing, string name)
    {
        var page = await market.VisitAsync(900, height: 900);
        await page.GotoAsync("/img/demo/" + drawing);
        var bytes = await page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Jpeg, Quality = 85 });
        await page.Context.CloseAsync();
        return new FilePayload { Name = name, MimeType = "image/jpeg", Buffer = bytes };
    }
}
