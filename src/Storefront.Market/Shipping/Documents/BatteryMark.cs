namespace Storefront.Shipping;

/// <summary>The mark for lithium batteries on one package: a red hatched border of 100 x 100 mm, the symbol of batteries, and the UN number twelve millimetres high.</summary>
/// <remarks>
/// Source: IATA Dangerous Goods Regulations, figure 7.1.C and packing instructions 965 to 970; ADR 5.2.1.9. Checked 2026-11-30. A telephone number is no longer part of it.
/// The regulations free equipment with button cells alone, and up to four cells or two batteries in equipment in at most two packages. A declaration does not count
/// cells, so the mark is made for every package with batteries: one too many is allowed, one too few is not.
/// </remarks>
public sealed record BatteryMark
{
    /// <summary>At least one, such as UN3481.</summary>
    public required IReadOnlyList<string> UnNumbers { get; init; }

    /// <summary>What the air waybill says, one sentence for each packing instruction.</summary>
    public required IReadOnlyList<string> WaybillTexts { get; init; }

    /// <summary>Batteries without equipment: fully regulated, on cargo aircraft only, and in no post.</summary>
    public required bool IsCargoAircraftOnly { get; init; }

    /// <summary>Of the parcel, to know it by.</summary>
    public required string Reference { get; init; }

    public string? TrackingNumber { get; init; }

    /// <summary>Null where nothing in the parcel has a battery.</summary>
    public static BatteryMark? Of(IEnumerable<BatteryContent> inside, string reference, string? trackingNumber)
    {
        var contents = inside.Kinds().ToList();
        return contents.Count == 0 ? null : new BatteryMark
        {
            UnNumbers = [.. contents.Select(UnNumber).Distinct()], WaybillTexts = [.. contents.Select(WaybillText)], IsCargoAircraftOnly = contents.Exists(IsAlone), Reference = reference, TrackingNumber = trackingNumber,
        };
    }

    /// <summary>The sentences of all batteries in one line; null where there are none.</summary>
    public static string? WaybillLine(IEnumerable<BatteryContent> inside) => Of(inside, "", null) is { } mark ? string.Join(". ", mark.WaybillTexts) : null;

    private static bool IsAlone(BatteryContent content) => content is BatteryContent.IonAlone or BatteryContent.MetalAlone;

    private static string UnNumber(BatteryContent content) => content switch
    {
        BatteryContent.IonInEquipment or BatteryContent.IonWithEquipment => "UN3481",
        BatteryContent.IonAlone => "UN3480",
        BatteryContent.MetalInEquipment or BatteryContent.MetalWithEquipment => "UN3091",
        BatteryContent.MetalAlone => "UN3090",
        BatteryContent.None => throw new ArgumentOutOfRangeException(nameof(content)),
    };

    private static string WaybillText(BatteryContent content) => content switch
    {
        BatteryContent.IonInEquipment => "Lithium ion batteries in compliance with Section II of PI967",
        BatteryContent.IonWithEquipment => "Lithium ion batteries in compliance with Section II of PI966",
        BatteryContent.IonAlone => "Lithium ion batteries, PI965 Section IB, cargo aircraft only",
        BatteryContent.MetalInEquipment => "Lithium metal batteries in compliance with Section II of PI970",
        BatteryContent.MetalWithEquipment => "Lithium metal batteries in compliance with Section II of PI969",
        BatteryContent.MetalAlone => "Lithium metal batteries, PI968 Section IB, cargo aircraft only",
        BatteryContent.None => throw new ArgumentOutOfRangeException(nameof(content)),
    };
}

/// <summary>Marks of 100 x 100 mm on A4, four to the sheet, to be printed in colour and cut out: label printers have no red.</summary>
public sealed record BatteryMarkSheet(IReadOnlyList<BatteryMark> Marks, DateOnly Day) : Paper;
