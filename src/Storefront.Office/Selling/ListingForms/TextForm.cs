using Storefront.Catalog;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>A listing's texts in one language while they are typed. Traits are lines of name and value with a colon between.</summary>
public sealed class TextForm
{
    private static readonly char[] Colons = [':', '：'];

    public string? Title { get; set; }

    public string? Description { get; set; }

    public string? Material { get; set; }

    public string? Care { get; set; }

    public string? Traits { get; set; }

    public static TextForm Of(ListingText text) => new()
    {
        Title = text.Title, Description = text.Description, Material = text.Material, Care = text.Care,
        Traits = string.Join('\n', text.Traits.Select(t => $"{t.Name}: {t.Value}")),
    };

    public ListingText ToText() => new(
        Title!.Trim(), Description?.Trim() ?? "", ListingForm.Tidy(Material), ListingForm.Tidy(Care),
        [.. (Traits ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(TraitOf).Where(t => t.Name.Length > 0 && t.Value.Length > 0)]);

    private static ListingTrait TraitOf(string line)
    {
        var at = line.IndexOfAny(Colons);
        return at < 0 ? new ListingTrait("", "") : new ListingTrait(line[..at].Trim(), line[(at + 1)..].Trim());
    }
}
