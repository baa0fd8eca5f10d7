using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>What may be printed for many parcels at once, in the order in which it comes out.</summary>
public enum PaperKind
{
    PickList,

    /// <summary>100 x 150 mm, one to the page.</summary>
    Labels,

    /// <summary>The same on A4, four to the sheet.</summary>
    LabelSheets,

    /// <summary>Red, and so on paper of their own; see <see cref="BatteryMark"/>.</summary>
    BatteryMarks,
    Invoices,
    PackingSlips,
    ReturnSlips,
    HandOverList,
}

/// <param name="Consignments">In the order in which their papers are wanted.</param>
/// <param name="StartAt">First place that is free on the first sheet of labels, 1 to 4.</param>
/// <param name="Day">Printed on lists; null for today in UTC.</param>
/// <param name="OwnCopies">Our own drawing also of labels that the carrier made itself.</param>
public sealed record BatchOrder(MerchantId Merchant, IReadOnlyList<ConsignmentId> Consignments, IReadOnlyList<PaperKind> Kinds, int StartAt = 1, bool OwnCopies = false, DateOnly? Day = null)
{
    /// <summary>Of these parcels alone; null for all that are here of the consignments.</summary>
    public IReadOnlyCollection<ParcelId>? Only { get; init; }

    public const int MostParcels = 200;
}

/// <param name="OrderNumber">Null where there is no such order among the merchant's.</param>
public sealed record NotPrinted(string? OrderNumber, PaperKind Kind, Refusal Why);

/// <summary>What a run would print.</summary>
/// <param name="Parcels">Consignments for which something is printed.</param>
/// <param name="CarrierFiles">Labels that the carrier made: they come as its own files beside our papers.</param>
public sealed record BatchPlan(int Parcels, int CarrierFiles, IReadOnlyList<NotPrinted> NotPrinted);

/// <summary>A printed run: one PDF, or where carriers made labels themselves a ZIP of their files, byte for byte, and our PDF.</summary>
/// <param name="Pages">Of our PDF.</param>
public sealed record PrintedBatch(byte[] Bytes, bool IsZip, int Pages, BatchPlan Plan)
{
    public string MediaType => IsZip ? "application/zip" : DocumentFormat.Pdf.MediaType();

    public string Extension => IsZip ? "zip" : DocumentFormat.Pdf.Extension();
}
