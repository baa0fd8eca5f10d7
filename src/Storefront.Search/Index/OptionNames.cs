using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>How options and their values are called in each language, and their swatches. The last listing that named one decides.</summary>
internal sealed class OptionNames
{
    private readonly Dictionary<(string Option, string Value), OptionName> names = [];

    public OptionName? Find(string option, string value = "") => names.GetValueOrDefault((option, value));

    public void Set(string option, string value, OptionName name) => names[(option, value)] = name;

    public static IEnumerable<(string Option, string Value, OptionName Name)> In(ListingCopy copy)
    {
        foreach (var option in copy.Options)
        {
            yield return (option.Key, "", new OptionName(option.Name, null));
            foreach (var value in option.Values) yield return (option.Key, value.Key, new OptionName(value.Name, value.Swatch));
        }
    }
}

internal sealed record OptionName(IReadOnlyDictionary<string, string> ByLanguage, string? Swatch)
{
    public string? In(string language) =>
        ByLanguage.TryGetValue(language, out var name) ? name : ByLanguage.TryGetValue("en", out name) ? name : ByLanguage.Values.FirstOrDefault();

    public bool Same(OptionName other) =>
        Swatch == other.Swatch && ByLanguage.Count == other.ByLanguage.Count
        && ByLanguage.All(n => other.ByLanguage.TryGetValue(n.Key, out var name) && name == n.Value);

    public byte[] ToBytes(BlobWriter to)
    {
        to.Clear();
        to.Text(Swatch);
        to.Number(ByLanguage.Count);
        foreach (var (language, name) in ByLanguage)
        {
            to.Text(language);
            to.Text(name);
        }

        return to.ToArray();
    }

    public static OptionName Read(ReadOnlySpan<byte> bytes)
    {
        var from = new BlobReader(bytes);
        var swatch = from.TextOrNull();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = from.Int(); left > 0; left--) names[from.Text()] = from.Text();
        return new OptionName(names, swatch);
    }
}
