using System.Globalization;
using Storefront.Catalog;

namespace Storefront.Office.Selling.ListingForms;

/// <summary>One row of the variants while it is typed: price in major units, weight in grams, sides in centimetres.</summary>
public sealed class VariantForm
{
    private VariantId? id;
    private int? seen;

    public IReadOnlyDictionary<string, string> Values { get; set; } = new Dictionary<string, string>();

    public string? Sku { get; set; }

    public string? Price { get; set; }

    public string? ListPrice { get; set; }

    public string? OnHand { get; set; }

    public string? Bin { get; set; }

    public string? Grams { get; set; }

    public string? Length { get; set; }

    public string? Width { get; set; }

    public string? Height { get; set; }

    public string? Barcode { get; set; }

    public string? PartNumber { get; set; }

    /// <summary>Null: it has one, and which is not known yet.</summary>
    public BatteryContent? Battery { get; set; } = BatteryContent.None;

    /// <summary>Units that orders have already; stock cannot go below them.</summary>
    public int Promised { get; private set; }

    public bool IsNew => id is null;

    public static VariantForm Of(VariantDraft variant, StockOnHand? stock) => new()
    {
        id = variant.Id, seen = stock?.OnHand, Values = variant.Facts.Values, Sku = variant.Sku, Price = variant.Facts.Price.ToPlain(), ListPrice = variant.Facts.ListPrice?.ToPlain(),
        OnHand = Plain(stock?.OnHand), Promised = stock?.Promised ?? 0, Bin = stock?.Bin, Grams = Whole(variant.Facts.Weight.Grams),
        Length = Centimetres(variant.Facts.Size.LengthMm), Width = Centimetres(variant.Facts.Size.WidthMm), Height = Centimetres(variant.Facts.Size.HeightMm),
        Barcode = variant.Facts.Barcode, PartNumber = variant.Facts.PartNumber,
        Battery = variant.Facts is { HasBattery: true, Battery: BatteryContent.None } ? null : variant.Facts.Battery,
    };

    /// <summary>A new row with the same figures.</summary>
    public VariantForm Copy(string? sku) =>
        new() { Sku = sku, Price = Price, ListPrice = ListPrice, OnHand = "0", Grams = Grams, Length = Length, Width = Width, Height = Height, Battery = Battery };

    /// <summary>Takes price, weight and size of another row.</summary>
    public void Take(VariantForm from) =>
        (Price, ListPrice, Grams, Length, Width, Height, Battery) = (from.Price, from.ListPrice, from.Grams, from.Length, from.Width, from.Height, from.Battery);

    /// <summary>Shows what is on hand now; a number that was typed stays, and the next save means it in full knowledge.</summary>
    public void Recount(IReadOnlyDictionary<VariantId, StockOnHand> stock)
    {
        if (id is not { } known || !stock.TryGetValue(known, out var now)) return;
        if (OnHand?.Trim() == Plain(seen)) OnHand = Plain(now.OnHand);
        (seen, Promised) = (now.OnHand, now.Promised);
    }

    public VariantDraft? ToDraft(Currency currency, Dictionary<string, Refusal> faults, string field)
    {
        var before = faults.Count;
        if (string.IsNullOrWhiteSpace(Sku)) faults[field + "sku"] = FormFaults.Missing;
        if (!OfficeNumbers.TryMoney(Price, currency, out var price) || !price.IsPositive) faults[field + "price"] = FormFaults.NotAPrice;
        Money? listPrice = null;
        if (!string.IsNullOrWhiteSpace(ListPrice))
        {
            if (OfficeNumbers.TryMoney(ListPrice, currency, out var higher)) listPrice = higher.IsZero ? null : higher;
            else faults[field + "listPrice"] = FormFaults.NotAPrice;
        }

        int? onHand = null;
        if (!string.IsNullOrWhiteSpace(OnHand))
        {
            if (int.TryParse(OnHand.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var units)) onHand = units == seen ? null : units;
            else faults[field + "stock"] = FormFaults.NotANumber;
        }

        // A draft may lack weight and size; what is there must be readable.
        Weight weight = default;
        if (!string.IsNullOrWhiteSpace(Grams) && !OfficeNumbers.TryWeight(Grams, out weight)) faults[field + "weight"] = FormFaults.NotANumber;
        Dimensions size = default;
        if (!(string.IsNullOrWhiteSpace(Length) && string.IsNullOrWhiteSpace(Width) && string.IsNullOrWhiteSpace(Height)) && !OfficeNumbers.TrySize(Length, Width, Height, out size))
            faults[field + "size"] = FormFaults.NotASize;
        return faults.Count > before
            ? null
            : new VariantDraft(id, Sku!.Trim(), new VariantFacts(Values, price, listPrice, weight, size, ListingForm.Tidy(Barcode), HasBattery: Battery is null, Battery: Battery ?? BatteryContent.None, PartNumber: ListingForm.Tidy(PartNumber)), onHand) { Bin = Bin?.Trim() ?? "", SeenOnHand = seen };
    }

    private static string? Plain(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Whole(int number) => number == 0 ? null : number.ToString(CultureInfo.InvariantCulture);

    private static string? Centimetres(int millimetres) => millimetres == 0 ? null : (millimetres / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
