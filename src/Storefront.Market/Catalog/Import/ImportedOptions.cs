namespace Storefront.Catalog;

/// <summary>A product's options as its rows name them. Keys that the listing has already are kept, so that a second import finds its variants again.</summary>
internal sealed class ImportedOptions
{
    private const int LongestName = 60;
    private const int LongestKey = 40;

    /// <summary>What the common layout writes for a product that has no options.</summary>
    private const string NoOption = "Default Title";

    private readonly List<(int Number, ListingOption Option, List<ListingOptionValue> Values)> options = [];
    private readonly string language;

    private ImportedOptions(string language) => this.language = language;

    public IReadOnlyList<ListingOption> All => [.. options.Select(o => o.Option with { Values = [.. o.Values] })];

    public static ImportedOptions Of(ProductRows product, Listing? known, string language, ImportRemarks remarks)
    {
        var read = new ImportedOptions(language);
        var first = product.First;
        var single = product.Rows.Count(r => r.IsVariant) <= 1 && first.Text(ProductColumns.OptionValue(1)) is NoOption or "";
        for (var n = 1; n <= ProductColumns.MostOptions; n++)
        {
            var column = ProductColumns.OptionName(n);
            var name = first.Text(column);
            if (name.Length == 0 || (n == 1 && single)) continue;
            if (name.Length > LongestName) remarks.Problem(first.Line, column, ImportRefusals.TooLong(LongestName));
            var before = known?.Options.FirstOrDefault(o => read.IsNamed(o.Name, name));
            var key = before?.Key ?? Free(KeyOf(name, $"option-{n}"), read.options.Select(o => o.Option.Key));
            read.options.Add((n, new ListingOption(key, read.With(before?.Name, name), before?.Values ?? []), []));
        }

        return read;
    }

    /// <summary>The row's value of each option, by key; values get their keys as they first come.</summary>
    public Dictionary<string, string> ValuesOf(ProductRow row, ImportRemarks remarks)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var n = 1; n <= ProductColumns.MostOptions; n++)
        {
            var column = ProductColumns.OptionValue(n);
            var name = row.Text(column);
            var at = options.FindIndex(o => o.Number == n);
            if (at < 0)
            {
                if (name.Length > 0 && name != NoOption) remarks.Problem(row.Line, ProductColumns.OptionName(n), ImportRefusals.CellMissing);
                continue;
            }

            if (name.Length == 0) remarks.Problem(row.Line, column, ImportRefusals.CellMissing);
            else if (name.Length > LongestName) remarks.Problem(row.Line, column, ImportRefusals.TooLong(LongestName));
            else values[options[at].Option.Key] = KeyOfValue(options[at].Option, options[at].Values, name);
        }

        return values;
    }

    private string KeyOfValue(ListingOption option, List<ListingOptionValue> taken, string name)
    {
        if (taken.Find(v => IsNamed(v.Name, name)) is { } again) return again.Key;
        var before = option.Values.FirstOrDefault(v => IsNamed(v.Name, name));
        var key = before?.Key ?? Free(KeyOf(name, $"value-{taken.Count + 1}"), taken.Concat(option.Values).Select(v => v.Key));
        taken.Add(new ListingOptionValue(key, With(before?.Name, name), before?.Swatch));
        return key;
    }

    /// <summary>By its name in the product's language; where it has none, by any, since that is what an export writes.</summary>
    private bool IsNamed(IReadOnlyDictionary<string, string> names, string name) =>
        names.TryGetValue(language, out var own) ? string.Equals(own, name, StringComparison.OrdinalIgnoreCase) : names.Values.Contains(name, StringComparer.OrdinalIgnoreCase);

    private IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string>? names, string name) =>
        names is null ? new Dictionary<string, string> { [language] = name }
        : names.ContainsKey(language) ? new Dictionary<string, string>(names) { [language] = name }
        : names;

    /// <summary>Lower-case Latin letters and digits of the name. The market's own spelling of the two usual options makes them one facet.</summary>
    private static string KeyOf(string name, string otherwise)
    {
        var letters = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
        var key = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        if (key.Length > LongestKey) key = key[..LongestKey].TrimEnd('-');
        return key switch { "" => otherwise, "color" => "colour", _ => key };
    }

    private static string Free(string key, IEnumerable<string> taken)
    {
        var all = taken.ToHashSet(StringComparer.Ordinal);
        var free = key;
        for (var n = 2; all.Contains(free); n++) free = $"{key}-{n}";
        return free;
    }
}
