using Storefront.Catalog;
using Storefront.Languages;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>A listing while its merchant works on it: every field as it is typed. <see cref="ToDraft"/> reads them; what is allowed, the operation decides.</summary>
public sealed class ListingForm
{
    private ListingFacts? known;
    private ListingId? id;
    private int version;

    public string Language { get; set; } = "en";

    public string? Category { get; set; }

    public string? Brand { get; set; }

    public string? HsCode { get; set; }

    public Country? Origin { get; set; }

    public string? CustomsDescription { get; set; }

    public List<NationalCodeForm> NationalCodes { get; } = [];

    public OperatorForm Maker { get; private init; } = new();

    public OperatorForm ResponsiblePerson { get; private init; } = new();

    public SortedSet<SensitiveGoods> Sensitive { get; } = [];

    public Dictionary<string, TextForm> Texts { get; } = Languages.Language.All.ToDictionary(l => l.Tag, _ => new TextForm(), StringComparer.Ordinal);

    public List<OptionForm> Options { get; } = [];

    public List<VariantForm> Variants { get; } = [];

    public List<PictureForm> Pictures { get; } = [];

    /// <summary>What could not be read, by field: <c>hsCode</c>, <c>variant.2.price</c>.</summary>
    public Dictionary<string, Refusal> Faults { get; } = new(StringComparer.Ordinal);

    public static ListingForm New(string language, Country origin)
    {
        var form = new ListingForm { Language = language, Origin = origin };
        form.Variants.Add(new VariantForm());
        return form;
    }

    public static ListingForm Of(ListingSheet sheet)
    {
        var facts = sheet.Draft.Facts;
        var form = new ListingForm
        {
            known = facts, id = sheet.Draft.Id, version = sheet.Draft.Version, Language = facts.Language, Category = facts.Category, Brand = facts.Brand, HsCode = facts.HsCode?.Digits,
            Origin = facts.Origin, CustomsDescription = facts.CustomsDescription,
            Maker = OperatorForm.Of(facts.Maker), ResponsiblePerson = OperatorForm.Of(facts.ResponsiblePerson),
        };
        form.NationalCodes.AddRange(facts.NationalCodes.Select(NationalCodeForm.Of));
        form.Sensitive.UnionWith(facts.Sensitive);
        foreach (var (tag, text) in facts.Texts.Where(t => form.Texts.ContainsKey(t.Key))) form.Texts[tag] = TextForm.Of(text);
        form.Options.AddRange(facts.Options.Select(OptionForm.Of));
        form.Variants.AddRange(sheet.Draft.Variants.Select(v => VariantForm.Of(v, v.Id is { } variant ? sheet.Stock.GetValueOrDefault(variant) : null)));
        form.Pictures.AddRange(sheet.Draft.Pictures.Select(p => new PictureForm(p)));
        return form;
    }

    /// <summary>Makes a row for every combination of the options' values, keeps those that stand already, and drops those that no combination has.</summary>
    public void MakeRows()
    {
        IEnumerable<IReadOnlyDictionary<string, string>> all = [new Dictionary<string, string>()];
        foreach (var option in Options.Where(o => o.Values.Count > 0))
            all = all.SelectMany(row => option.Values.Select(v => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(row) { [option.Key] = v.Key })).ToList();
        var before = Variants.ToList();
        var pattern = before.FirstOrDefault();
        Variants.Clear();
        foreach (var values in all.Take(SaveListing.MostVariants))
        {
            var standing = before.Find(v => Same(v.Values, values)) ?? (before.Count == 1 && before[0].Values.Count == 0 && Variants.Count == 0 ? before[0] : null);
            if (standing is null) standing = pattern is null ? new VariantForm() : pattern.Copy(SkuFor(pattern.Sku, values));
            standing.Values = values;
            Variants.Add(standing);
        }
    }

    /// <summary>Takes up the stock of now; everything else stays as it is typed.</summary>
    public void Recount(IReadOnlyDictionary<VariantId, StockOnHand> stock)
    {
        foreach (var variant in Variants) variant.Recount(stock);
    }

    /// <summary>The draft, or null with <see cref="Faults"/> where something cannot be read.</summary>
    public ListingDraft? ToDraft(Currency currency)
    {
        Faults.Clear();
        HsCode? hs = null;
        if (!string.IsNullOrWhiteSpace(HsCode))
        {
            if (Storefront.HsCode.TryParse(HsCode, out var code)) hs = code;
            else Faults["hsCode"] = FormFaults.NotHsCode;
        }

        if (string.IsNullOrWhiteSpace(Texts[Language].Title)) Faults["title"] = FormFaults.Missing;
        if (string.IsNullOrEmpty(Category)) Faults["category"] = FormFaults.Missing;
        for (var i = 0; i < NationalCodes.Count; i++)
        {
            if (NationalCodes[i].ToCode() is null) Faults[$"national.{i}"] = FormFaults.NotHsCode;
        }

        var (maker, person) = (Maker.ToOperator(Faults, "maker"), ResponsiblePerson.ToOperator(Faults, "responsiblePerson"));
        var variants = new List<VariantDraft>();
        for (var i = 0; i < Variants.Count; i++)
        {
            if (Variants[i].ToDraft(currency, Faults, $"variant.{i}.") is { } variant) variants.Add(variant);
        }

        if (Faults.Count > 0) return null;
        var facts = (known ?? new ListingFacts { Category = "", Language = Language, Texts = new Dictionary<string, ListingText>() }) with
        {
            Category = Category!, Brand = Tidy(Brand), HsCode = hs, Origin = Origin, CustomsDescription = Tidy(CustomsDescription), Language = Language,
            NationalCodes = [.. NationalCodes.Select(c => c.ToCode()!)], Maker = maker, ResponsiblePerson = person, Sensitive = [.. Sensitive],
            Texts = Texts.Where(t => !string.IsNullOrWhiteSpace(t.Value.Title)).ToDictionary(t => t.Key, t => t.Value.ToText(), StringComparer.Ordinal),
            Options = [.. Options.Where(o => o.Values.Count > 0).Select(o => o.ToOption())],
        };
        return new ListingDraft(id, version, facts, [.. Pictures.Select(p => p.ToPicture())], variants);
    }

    internal static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) => a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var value) && value == p.Value);

    private static string? SkuFor(string? sku, IReadOnlyDictionary<string, string> values) =>
        string.IsNullOrWhiteSpace(sku) ? null : $"{sku}-{string.Join('-', values.Values)}".ToUpperInvariant() is { Length: <= 64 } made ? made : null;
}

internal static class FormFaults
{
    public static readonly Refusal Missing = new("form.missing");
    public static readonly Refusal NotANumber = new("form.not-a-number");
    public static readonly Refusal NotHsCode = new("office.not-hs-code");
    public static readonly Refusal NotAPrice = new("office.not-a-price");
    public static readonly Refusal NotASize = new("office.not-a-size");
}
