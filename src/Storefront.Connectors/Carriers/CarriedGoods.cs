using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers;

/// <summary>The table of goods with hazards by carrier service. Rows of data with source and date.</summary>
internal sealed class CarriedGoods : ITellCarriedGoods
{
    /// <summary>The kinds of sensitive goods about which carriers ask; all others are a matter of customs alone.</summary>
    internal static readonly IReadOnlyList<SensitiveGoods> Hazards = [SensitiveGoods.Liquid, SensitiveGoods.Powder, SensitiveGoods.Aerosol, SensitiveGoods.Flammable, SensitiveGoods.Magnet];

    private static readonly Lazy<CarriedGoods> FromFile = new(() => new CarriedGoods([.. EmbeddedFile.Rows("Carriers.Data.carried-goods.csv", typeof(CarriedGoods).Assembly).SelectMany(CarriedGoodsRow.Read)]));

    private readonly ILookup<(string Carrier, string Content), CarriedGoodsRow> rows;

    private CarriedGoods(IReadOnlyList<CarriedGoodsRow> all) => (Rows, rows) = (all, all.ToLookup(r => (r.Carrier, r.Content)));

    public static CarriedGoods BuiltIn => FromFile.Value;

    internal IReadOnlyList<CarriedGoodsRow> Rows { get; }

    public bool Takes(string carrier, string service, BatteryContent battery, DateOnly day) => battery == BatteryContent.None || Takes(carrier, service, battery.ToString(), day);

    public bool Takes(string carrier, string service, SensitiveGoods goods, DateOnly day) => !Hazards.Contains(goods) || Takes(carrier, service, goods.ToString(), day);

    private bool Takes(string carrier, string service, string content, DateOnly day)
    {
        CarriedGoodsRow? closest = null;
        foreach (var row in rows[(carrier, content)])
            if (row.Holds(service, day) && (closest is null || row.Service.Length > closest.Service.Length)) closest = row;
        return closest is { IsTaken: true };
    }
}

/// <param name="Service">A code, a beginning of codes that ends with <c>*</c>, or <c>*</c> alone.</param>
/// <param name="Content">The name of a <see cref="BatteryContent"/> or of a <see cref="SensitiveGoods"/>.</param>
internal sealed record CarriedGoodsRow(string Carrier, string Service, string Content, bool IsTaken, DateOnly? ValidFrom, DateOnly? ValidTo, string Source, DateOnly CheckedOn, string Confidence)
{
    public bool Holds(string service, DateOnly day) =>
        (Service.EndsWith('*') ? service.StartsWith(Service[..^1], StringComparison.Ordinal) : service == Service) && (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);

    public static IEnumerable<CarriedGoodsRow> Read(IReadOnlyDictionary<string, string> row) => row["content"].Split(';').Select(content => new CarriedGoodsRow(
        row["carrier"], row["service"], Known(content), row["taken"] switch { "yes" => true, "no" => false, var other => throw new FormatException($"'{other}' is neither yes nor no.") },
        Day(row["valid_from"]), Day(row["valid_to"]), row["source"], Day(row["checked_on"]) ?? throw new FormatException("A row has no day."), row["confidence"]));

    private static string Known(string content) =>
        Enum.IsDefined(typeof(BatteryContent), content) || Enum.IsDefined(typeof(SensitiveGoods), content) ? content : throw new FormatException($"'{content}' is no content.");

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
