using System.Collections.Frozen;
using System.Text.Json;

namespace Storefront.Languages;

/// <summary>The words of customs papers in the language that officials of their destination read: one that the shop speaks, or one of <c>Papers/Data</c>, in which papers alone are written.</summary>
/// <remarks>Which language: the country's main one in <c>countries.csv</c>. Customs terms after the national declarations; checked 2026-11-30.</remarks>
public sealed class PaperLanguage
{
    private const string Folder = "Languages.Papers.Data.";
    private const string Ending = ".json";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> OfPapersAlone = typeof(PaperLanguage).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(n => n[Folder.Length..^Ending.Length], Read, StringComparer.Ordinal);

    private readonly Words? words;
    private readonly FrozenDictionary<string, string> texts;

    private PaperLanguage(string tag, Words? words, FrozenDictionary<string, string> texts) => (Tag, this.words, this.texts) = (tag, words, texts);

    /// <summary>BCP 47 tags of the languages in which papers alone are written.</summary>
    public static IEnumerable<string> Tags => OfPapersAlone.Keys.Order(StringComparer.Ordinal);

    public string Tag { get; }

    public bool IsRightToLeft => words?.Language.IsRightToLeft ?? false;

    /// <exception cref="KeyNotFoundException">The language has no such text.</exception>
    public string this[string key] => words?[key] ?? texts[key];

    public static PaperLanguage Of(Words words) => new(words.Language.Tag, words, FrozenDictionary<string, string>.Empty);

    /// <exception cref="KeyNotFoundException">No papers are written in it.</exception>
    public static PaperLanguage Of(string tag) => new(tag, null, OfPapersAlone[tag]);

    /// <summary>Null where officials read English, Chinese in its long forms, or a language of which we have no words.</summary>
    public static PaperLanguage? For(Country destination, Messages messages)
    {
        if (destination.Code is "HK" or "MO" or "TW" || !Countries.TryFind(destination, out var facts)) return null;
        if (facts.Language != Language.English) return Of(messages.In(facts.Language));
        return OfPapersAlone.ContainsKey(facts.MainLanguage) ? Of(facts.MainLanguage) : null;
    }

    public string Text(string key, params (string Name, string Value)[] arguments) =>
        words?.Text(key, [.. arguments.Select(a => (MessageArgument)a)]) ?? arguments.Aggregate(texts[key], (text, a) => text.Replace($"{{{a.Name}}}", a.Value, StringComparison.Ordinal));

    /// <summary>As the shop writes it in its languages; in the others digits with a point and the currency's code, as on the declaration.</summary>
    public string Money(Money amount) => words?.Format.Money(amount) ?? amount.ToString();

    private static FrozenDictionary<string, string> Read(string name)
    {
        using var file = EmbeddedFile.Open(name);
        using var document = JsonDocument.Parse(file);
        return document.RootElement.EnumerateObject().SelectMany(area => area.Value.EnumerateObject().Select(t => ($"{area.Name}.{t.Name}", t.Value.GetString()!))).ToFrozenDictionary(t => t.Item1, t => t.Item2, StringComparer.Ordinal);
    }
}
