using Storefront.Languages;

namespace Storefront.Catalog;

/// <summary>The columns of a product file: the common storefront export layout, and after it our own.</summary>
internal static class ProductColumns
{
    public const string Handle = "Handle";
    public const string Title = "Title";
    public const string Body = "Body (HTML)";
    public const string Vendor = "Vendor";
    public const string Type = "Type";
    public const string Tags = "Tags";
    public const string Published = "Published";
    public const string Sku = "Variant SKU";
    public const string Grams = "Variant Grams";
    public const string Quantity = "Variant Inventory Qty";
    public const string Price = "Variant Price";
    public const string ListPrice = "Variant Compare At Price";
    public const string Barcode = "Variant Barcode";
    public const string Picture = "Image Src";
    public const string PicturePosition = "Image Position";
    public const string PictureAlt = "Image Alt Text";
    public const string Status = "Status";

    public const string Category = "Category";
    public const string Language = "Language";
    public const string HsCode = "HS Code";
    public const string Origin = "Origin";
    public const string CustomsDescription = "Customs Description";
    /// <summary>Codes of single destinations: <c>US:6911100010;BR:69111010</c>.</summary>
    public const string NationalCodes = "HS Code by Country";
    public const string MakerName = "Maker Name";
    public const string MakerAddress = "Maker Address";
    public const string MakerCountry = "Maker Country";
    public const string MakerContact = "Maker Contact";
    public const string ResponsibleName = "EU Responsible Name";
    public const string ResponsibleAddress = "EU Responsible Address";
    public const string ResponsibleCountry = "EU Responsible Country";
    public const string ResponsibleContact = "EU Responsible Contact";

    /// <summary>What is sensitive about the goods: <c>liquid;cosmetic</c>.</summary>
    public const string Sensitive = "Sensitive Goods";
    public const string PartNumber = "Variant MPN";
    public const string Length = "Length mm";
    public const string Width = "Width mm";
    public const string Height = "Height mm";
    public const string Battery = "Battery";
    public const string Bin = "Bin";
    public const string PictureWidth = "Image Width";
    public const string PictureHeight = "Image Height";

    /// <summary>As many as the common layout has.</summary>
    public const int MostOptions = 3;

    /// <summary>Without these a file is not a product file.</summary>
    public static readonly IReadOnlyList<string> Required = [Handle, Title, Sku, Grams, Price];

    /// <summary>What all rows of a product say once, on its first row.</summary>
    public static readonly IReadOnlyList<string> OfProduct =
    [
        Title, Body, Vendor, Type, Published, Status, Category, Language, HsCode, NationalCodes, Origin, CustomsDescription, MakerName, MakerAddress, MakerCountry, MakerContact,
        ResponsibleName, ResponsibleAddress, ResponsibleCountry, ResponsibleContact, Sensitive,
        .. Storefront.Languages.Language.All.SelectMany(l => new[] { TitleIn(l.Tag), BodyIn(l.Tag) }),
    ];

    /// <summary>Every column that the import understands, in the order in which an export writes them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Handle, Title, Body, Vendor, Type, Tags, Published,
        .. Enumerable.Range(1, MostOptions).SelectMany(n => new[] { OptionName(n), OptionValue(n) }),
        Sku, Grams, Quantity, Price, ListPrice, Barcode, Picture, PicturePosition, PictureAlt, Status,
        Category, Language, HsCode, NationalCodes, Origin, CustomsDescription, MakerName, MakerAddress, MakerCountry, MakerContact,
        ResponsibleName, ResponsibleAddress, ResponsibleCountry, ResponsibleContact, Sensitive, PartNumber, Length, Width, Height, Battery, Bin, PictureWidth, PictureHeight,
        .. Storefront.Languages.Language.All.SelectMany(l => new[] { TitleIn(l.Tag), BodyIn(l.Tag) }),
    ];

    public static string OptionName(int number) => $"Option{number} Name";

    public static string OptionValue(int number) => $"Option{number} Value";

    public static string TitleIn(string language) => $"Title:{language}";

    public static string BodyIn(string language) => $"Body:{language}";

    /// <summary>The column in which a fault of <see cref="SaveListing"/> is to be mended.</summary>
    public static string? Of(Refusal refusal) => refusal.Field switch
    {
        "title" => Title,
        "description" => Body,
        "brand" => Vendor,
        "category" => Category,
        "hsCode" => HsCode,
        "nationalCodes" => NationalCodes,
        "maker" => MakerName,
        "responsiblePerson" => ResponsibleName,
        "partNumber" => PartNumber,
        "origin" => Origin,
        "customsDescription" => CustomsDescription,
        "pictures" => Picture,
        "price" => Price,
        "stock" => Quantity,
        "weight" => Grams,
        "sku" or "variants" => Sku,
        _ => null,
    };
}
