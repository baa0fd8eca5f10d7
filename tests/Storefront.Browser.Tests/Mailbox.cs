using System.Text.RegularExpressions;

namespace Storefront.Browser.Tests;

/// <summary>The folder in which the market under test leaves its mails.</summary>
internal static partial class Mailbox
{
    /// <summary>The first link in the newest mail to somebody whose text holds a word. Waits for the mail worker.</summary>
    public static async Task<string> LinkAsync(Market market, string to, string holds)
    {
        var folder = Path.Combine(market.App.DataFolder, "mail");
        Directory.CreateDirectory(folder);
        using var watch = new FileSystemWatcher(folder);
        var changed = new SemaphoreSlim(0);
        watch.Renamed += (_, _) => changed.Release();
        watch.EnableRaisingEvents = true;
        while (true)
        {
            foreach (var file in new DirectoryInfo(folder).GetFiles("*.eml").OrderByDescending(f => f.LastWriteTimeUtc))
            {
                var text = await File.ReadAllTextAsync(file.FullName);
                if (!text.Contains($"To: {to}", StringComparison.OrdinalIgnoreCase)) continue;
                if (Address().Matches(text).FirstOrDefault(m => m.Value.Contains(holds, StringComparison.Ordinal)) is { } link) return link.Value;
            }

            Assert.True(await changed.WaitAsync(TimeSpan.FromSeconds(30)), $"No mail to {to} came.");
        }
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}
