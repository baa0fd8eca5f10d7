using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Storefront.Browser.Tests;

/// <summary>Takes pictures of pages to be looked at, and holds pages to the accessibility rules and to the screen's width.</summary>
internal static class Look
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <remarks>A page without scripts cannot be asked by one: it is the same page as with them, which is asked in the other run.</remarks>
    public static async Task AtAsync(IPage page, string name, bool scripts = true)
    {
        if (!scripts)
        {
            await ShootAsync(page, name + "-no-script");
            return;
        }

        await PictureAsync(page, name);
        var faults = await FaultsAsync(page);
        Assert.True(faults.Count == 0, $"{name}: {string.Join("\n", faults)}");
    }

    /// <summary>The whole page, with the pictures that a reader would come to later.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        await page.EvaluateAsync("() => Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => 0); }))");
        await ShootAsync(page, name);
    }

    /// <summary>Every broken rule with the first element that breaks it, and a page wider than the screen.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var faults = new List<string>();
        var found = await page.RunAxe(Rules);
        faults.AddRange(found.Violations.Select(v => $"{v.Id}: {v.Nodes[0].Html} ({v.Nodes.Length}) {string.Join("; ", v.Nodes[0].Any.Select(a => a.Message))}"));
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (wide > 0) faults.Add($"{wide} px wider than the screen");
        faults.AddRange((await page.EvaluateAsync<string[]>("[...document.images].filter(i => i.complete && i.naturalWidth === 0).map(i => i.src)")).Select(src => $"the picture {src} is broken"));
        return faults;
    }

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Market.Screenshots, name + ".png"), FullPage = true });
}
