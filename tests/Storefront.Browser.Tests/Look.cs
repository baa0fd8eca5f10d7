using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Storefront.Browser.Tests;

/// <summary>Takes pictures of pages to be looked at, and holds pages to the accessibility rules and to the screen's width.</summary>
internal static class Look
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Runs in the page itself, which has no frames: the package for Playwright would open another browser context for each run to gather their results in.</summary>
    private const string BrokenRules = """
        async () => {
            const run = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
            return run.violations.map(v => `${v.id}: ${v.nodes[0].html} (${v.nodes.length}) ${v.nodes[0].any.map(a => a.message).join('; ')}`);
        }
        """;

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

    /// <summary>Tables that a reader at a desk would have to push sideways.</summary>
    private const string WideTables = "innerWidth < 1280 ? [] : [...document.querySelectorAll('table.rows')].filter(t => t.offsetWidth > t.parentElement.clientWidth + 1).map(t => `the table ${t.caption?.innerText ?? ''} is ${t.offsetWidth - t.parentElement.clientWidth} px wider than its frame`)";

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
        await page.EvaluateAsync(Axe);
        faults.AddRange(await page.EvaluateAsync<string[]>(BrokenRules));
        var wide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (wide > 0) faults.Add($"{wide} px wider than the screen");
        faults.AddRange(await page.EvaluateAsync<string[]>(WideTables));
        faults.AddRange((await page.EvaluateAsync<string[]>("[...document.images].filter(i => i.complete && i.naturalWidth === 0).map(i => i.src)")).Select(src => $"the picture {src} is broken"));
        return faults;
    }

    private static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Market.Screenshots, name + ".png"), FullPage = true });
}
