using System.Text.RegularExpressions;
using Storefront.Languages;

namespace Storefront.Market.Tests.Languages;

public sealed partial class MessagesCheckTests
{
    private static IEnumerable<string> Faults(params MessageText[] texts) => MessagesCheck.Run(texts).Where(p => p.Fault != MessageFault.Untranslated).Select(p => p.ToString());

    [Fact]
    public void No_message_that_is_written_is_wrong()
    {
        var problems = MessagesCheck.Run().Where(p => p.Fault != MessageFault.Untranslated).ToList();

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <summary>The office is in English so far; everything that a shopper reads is there in every language.</summary>
    [Fact]
    public void Nothing_that_a_shopper_reads_waits_for_translation()
    {
        var waiting = MessagesCheck.Run().Where(p => p.Fault == MessageFault.Untranslated && !p.Key.StartsWith("office.", StringComparison.Ordinal)).Select(p => $"{p.Tag} {p.Key}").ToList();

        Assert.True(waiting.Count == 0, string.Join('\n', waiting));
    }

    /// <summary>Reads the sources for the codes that are written as literals.</summary>
    [Fact]
    public void Every_refusal_has_a_sentence()
    {
        var messages = new Messages(strict: true);
        var codes = Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => RefusalCode().Matches(File.ReadAllText(f)))
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .ToList();

        Assert.Contains("shipping.quote-expired", codes);
        Assert.Empty(codes.Where(c => !messages.Has("refusal." + c)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_missing_and_an_unused_plural_category_are_found() =>
        Assert.Equal(
            ["ar a.b: CategoryMissing (n: Zero)", "ar a.b: CategoryMissing (n: Two)", "ar a.b: CategoryMissing (n: Few)", "ar a.b: CategoryMissing (n: Many)", "zh-Hans a.b: CategoryUnused (n: One)"],
            Faults(
                new("en", "a.b", "{n, plural, one {#} other {#}}"),
                new("ar", "a.b", "{n, plural, one {#} other {#}}"),
                new("zh-Hans", "a.b", "{n, plural, one {#} other {#}}")));

    [Fact]
    public void Arguments_are_compared_with_English() =>
        Assert.Equal(
            ["fr a.b: ArgumentMissing (country)", "fr a.b: ArgumentUnknown (pays)", "zh-Hans a.b: ArgumentTypeDiffers (total: date)"],
            Faults(
                new("en", "a.b", "{total, money} to {country}"),
                new("fr", "a.b", "{total} vers {pays}"),
                new("zh-Hans", "a.b", "{total, date} {country}")));

    [Fact]
    public void Markup_orphans_doubles_and_faults_are_found()
    {
        var faults = Faults(
            new("en", "a.b", "<b>Bold</b>"),
            new("en", "a.c", "This &amp; that"),
            new("en", "a.d", "a < b"),
            new("fr", "a.e", "Orphelin"),
            new("en", "a.f", "one"),
            new("en", "a.f", "two"),
            new("en", "a.g", "{open"));

        Assert.Equal(
            ["en a.b: Markup (<b>)", "en a.c: Markup (&amp;)", "en a.f: Unreadable (comes twice)", "en a.g: Unreadable (Message 'a.g', position 5: an argument never ends.)", "fr a.e: Orphaned"],
            faults);
    }

    [Fact]
    public void A_text_that_waits_for_translation_is_named() =>
        Assert.Contains(new MessageProblem("fr", "a.b", MessageFault.Untranslated, ""), MessagesCheck.Run([new MessageText("en", "a.b", "Text")]));

    private static string Sources()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Storefront.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
        return Path.Combine(folder.FullName, "src");
    }

    [GeneratedRegex("Refusal(?:\\s+\\w+(?:\\([^)]*\\))?\\s*=>?\\s*new)?\\(\"([a-z0-9.-]+)\"")]
    private static partial Regex RefusalCode();
}
