using Storefront.Catalog;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>A picture of the listing while its words are typed.</summary>
public sealed class PictureForm(ListingPicture picture)
{
    private readonly Dictionary<string, string> alt = new(picture.Alt, StringComparer.Ordinal);

    public string Url => picture.Url;

    /// <summary>The option value that it shows, or null.</summary>
    public string? Shows { get; set; } = picture.Shows;

    public string? Alt(string language) => alt.GetValueOrDefault(language);

    public void Alt(string language, string? text) => OptionValueForm.Set(alt, language, text);

    public ListingPicture ToPicture() => picture with { Alt = new Dictionary<string, string>(alt), Shows = ListingForm.Tidy(Shows) };
}
