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
/// <param name="WithFiles">A ZIP of the PDF and of carriers' labels as they came, where there are any; otherwise the PDF alone.</param>
public sealed record BatchOrder(MerchantId Merchant, IReadOnlyList<ConsignmentId> Consignments, IReadOnlyList<PaperKind> Kinds, int StartAt = 1, bool OwnCopies = false, DateOnly? Day = null, bool WithFiles = false)
{
    /// <summary>Of these parcels alone; null for all that are here of the consignments.</summary>
    public IReadOnlyCollection<ParcelId>? Only { get; init; }

    public const int MostParcels = 200;
}

/// <param name="OrderNumber">Null where there is no such order among the merchant's.</param>
public sealed record NotPrinted(string? OrderNumber, PaperKind Kind, Refusal Why);

/// <summary>What a run would print.</summary>
/// <param name="Parcels">Consignments for which something is printed.</param>
/// <param name="CarrierFiles">Labels that the carrier made: they stand among our papers as pages, and their files may be had beside them.</param>
public sealed record BatchPlan(int Parcels, int CarrierFiles, IReadOnlyList<NotPrinted> NotPrinted);

/// <summary>A printed run: one PDF; or where carriers made labels themselves and their files were asked for, a ZIP of it and of them, byte for byte.</summary>
/// <param name="Pages">Of the PDF.</param>
public sealed record PrintedBatch(byte[] Bytes, bool IsZip, int Pages, BatchPlan Plan)
{
    public string MediaType => IsZip ? "application/zip" : DocumentFormat.Pdf.MediaType();

    public string Extension => IsZip ? "zip" : DocumentFormat.Pdf.Extension();
}
