namespace Storefront.Web.Demo;

/// <summary>A listing of the demo market, as <c>Demo/products/(merchant).json</c> holds it. Texts are by language tag.</summary>
public sealed record DemoProduct
{
    public required string Slug { get; init; }

    public required string Category { get; init; }

    public required IReadOnlyDictionary<string, string> Title { get; init; }

    public required IReadOnlyDictionary<string, string> Description { get; init; }

    public string? Brand { get; init; }

    public required string HsCode { get; init; }

    public required string CustomsDescription { get; init; }

    public required string Origin { get; init; }

    public IReadOnlyDictionary<string, string>? Material { get; init; }

    /// <summary>File name among <see cref="DemoPictures"/>.</summary>
    public required string Picture { get; init; }

    /// <summary>Each named after the option value that it shows: <c>teapot-moon.svg</c> for <c>moon</c>.</summary>
    public IReadOnlyList<string> MorePictures { get; init; } = [];

    public required IReadOnlyDictionary<string, string> PictureAlt { get; init; }

    public required IReadOnlyList<DemoOption> Options { get; init; }

    public required IReadOnlyList<DemoVariant> Variants { get; init; }

    public required IReadOnlyList<DemoTrait> Traits { get; init; }

    public IReadOnlyDictionary<string, string>? CareAndSafety { get; init; }

    public IReadOnlyList<DemoReview> Reviews { get; init; } = [];
}

public sealed record DemoOption(string Key, IReadOnlyDictionary<string, string> Name, IReadOnlyList<DemoOptionValue> Values);

public sealed record DemoOptionValue(string Key, IReadOnlyDictionary<string, string> Name, string? Swatch);

public sealed record DemoTrait(string Key, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Value);

/// <param name="Price">Major units of the merchant's currency, with a point.</param>
public sealed record DemoVariant(
    string Sku,
    IReadOnlyDictionary<string, string> Values,
    string Price,
    string? ListPrice,
    int WeightGrams,
    int LengthMm,
    int WidthMm,
    int HeightMm,
    int Stock,
    string? Barcode,
    DemoBatteries? Batteries);

/// <param name="Chemistry"><c>ion</c> or <c>metal</c>.</param>
/// <param name="Packing"><c>in</c> the device, <c>with</c> it, or <c>alone</c>.</param>
public sealed record DemoBatteries(string Chemistry, string Packing, string WattHours);

public sealed record DemoReview(int Stars, string Language, string Country, string Text, int DaysAgo);
