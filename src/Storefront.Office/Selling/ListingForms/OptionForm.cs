using Storefront.Catalog;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>One choice that a buyer makes, such as colour, while it is typed.</summary>
public sealed class OptionForm
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public string Key { get; private set; } = "";

    public List<OptionValueForm> Values { get; } = [];

    public static OptionForm New(string language, string name)
    {
        var option = new OptionForm { Key = Slug.From(name) };
        option.Name(language, name);
        return option;
    }

    public static OptionForm Of(ListingOption option)
    {
        var form = new OptionForm { Key = option.Key };
        foreach (var (tag, name) in option.Name) form.names[tag] = name;
        form.Values.AddRange(option.Values.Select(OptionValueForm.Of));
        return form;
    }

    public string? Name(string language) => names.GetValueOrDefault(language);

    public void Name(string language, string? name) => OptionValueForm.Set(names, language, name);

    /// <summary>Adds a value unless one of the same name stands already.</summary>
    public void Add(string language, string name)
    {
        var value = OptionValueForm.New(language, name);
        if (!Values.Exists(v => v.Key == value.Key)) Values.Add(value);
    }

    public ListingOption ToOption() => new(Key, new Dictionary<string, string>(names), [.. Values.Select(v => v.ToValue())]);
}

public sealed class OptionValueForm
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public string Key { get; private set; } = "";

    /// <summary>A CSS hex colour, or null.</summary>
    public string? Swatch { get; set; }

    public static OptionValueForm New(string language, string name)
    {
        var value = new OptionValueForm { Key = Slug.From(name) };
        value.Name(language, name);
        return value;
    }

    public static OptionValueForm Of(ListingOptionValue value)
    {
        var form = new OptionValueForm { Key = value.Key, Swatch = value.Swatch };
        foreach (var (tag, name) in value.Name) form.names[tag] = name;
        return form;
    }

    public string? Name(string language) => names.GetValueOrDefault(language);

    public void Name(string language, string? name) => Set(names, language, name);

    public ListingOptionValue ToValue() => new(Key, new Dictionary<string, string>(names), Swatch);

    internal static void Set(Dictionary<string, string> names, string language, string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) names.Remove(language);
        else names[language] = name.Trim();
    }
}
