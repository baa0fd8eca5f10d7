using System.Globalization;
using Storefront.Customs;

namespace Storefront.Office.Running;

/// <summary>A line of the parcel that is tried, as it is typed.</summary>
internal sealed class SimulatorLine
{
    public Country Origin { get; set; } = new("CN");

    public string? Hs { get; set; } = "691110";

    public string? Price { get; set; } = "268";

    public string? Quantity { get; set; } = "1";

    public string? Grams { get; set; } = "780";

    public string? Length { get; set; } = "22";

    public string? Width { get; set; } = "16";

    public string? Height { get; set; } = "15";

    public bool HasBattery { get; set; }

    /// <summary>Names of the fields that could not be read.</summary>
    public HashSet<string> Faults { get; } = [];

    /// <summary>Null where a field could not be read.</summary>
    public LandedItem? Read(Currency currency)
    {
        Faults.Clear();
        if (!HsCode.TryParse(Hs, out var code)) Faults.Add("hs");
        if (!OfficeNumbers.TryMoney(Price, currency, out var unit) || unit.IsNegative) Faults.Add("price");
        if (!int.TryParse(Quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var units)) Faults.Add("quantity");
        if (!OfficeNumbers.TryWeight(Grams, out var weight)) Faults.Add("weight");
        if (!OfficeNumbers.TrySize(Length, Width, Height, out var size)) Faults.Add("size");
        return Faults.Count > 0 ? null : new LandedItem(code, Origin, units, unit, weight, size, HasBattery);
    }
}
