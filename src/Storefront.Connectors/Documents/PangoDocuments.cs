using System.Collections.Concurrent;
using Storefront.Connectors.Documents.Drawing;
using Storefront.Connectors.Documents.Output;
using Storefront.Orders;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents;

/// <summary>Draws documents with Pango and Cairo. Loaded fonts may serve one thread at a time, so there are as many sets of them as processors, each loaded
/// when it is first needed and kept; a label takes about two milliseconds.</summary>
public sealed class PangoDocuments(DocumentLibraries libraries) : IDrawDocuments, IDrawStatements, IDisposable
{
    private readonly ConcurrentBag<Studio> studios = [];
    private readonly SemaphoreSlim turns = new(Environment.ProcessorCount);

    public DocumentsAvailability Availability => libraries.Availability;

    public DrawnDocument Draw(Paper paper, DocumentFormat format, int page = 1) => Draw(() => SheetOf(paper), format, page);

    public DrawnDocument Draw(PrintRun run) =>
        Draw(() => new Sheet(run.Title, run.Dated, [.. run.Papers.SelectMany(p => SheetOf(p).Pages)]), DocumentFormat.Pdf, 1);

    public DrawnDocument Draw(StatementSheet sheet) => Draw(() => StatementDrawing.Of(sheet), DocumentFormat.Pdf, 1);

    public void Dispose()
    {
        while (studios.TryTake(out var studio)) studio.Dispose();
        turns.Dispose();
    }

    private static Sheet SheetOf(Paper paper) => paper switch
    {
        LabelContent label => LabelDrawing.Of(label),
        LabelSheet sheet => LabelSheetDrawing.Of(sheet),
        PackingSlip slip => SlipDrawing.Of(slip),
        CommercialInvoice invoice => InvoiceDrawing.Of(invoice),
        PickList list => PickListDrawing.Of(list),
        HandOverList list => HandOverDrawing.Of(list),
        ReturnSlip slip => ReturnSlipDrawing.Of(slip),
        ReclaimPaper claim => ReclaimDrawing.Of(claim),
        BatteryMarkSheet marks => BatteryMarkDrawing.Of(marks),
        _ => throw new ArgumentException($"Nobody has said how a {paper.GetType().Name} looks.", nameof(paper)),
    };

    private DrawnDocument Draw(Func<Sheet> compose, DocumentFormat format, int page)
    {
        if (!Availability.IsAvailable) throw new DocumentsUnavailableException(Availability.Sentence!);
        var sheet = compose();
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(page, sheet.Pages.Count);
        turns.Wait();
        if (!studios.TryTake(out var studio)) studio = new Studio();
        try
        {
            return format switch
            {
                DocumentFormat.Pdf => new DrawnDocument(format, sheet.Pages.Count, Pdf.Write(sheet, studio, out var missing)) { MissingGlyphs = missing },
                DocumentFormat.Png => new DrawnDocument(format, sheet.Pages.Count, Png.Write(Bitmap.Of(sheet.Pages[page - 1], studio, out var missing))) { MissingGlyphs = missing },
                DocumentFormat.Zpl => DrawZpl(sheet, studio),
            };
        }
        finally
        {
            studios.Add(studio);
            turns.Release();
        }
    }

    private static DrawnDocument DrawZpl(Sheet sheet, Studio studio)
    {
        var missing = 0;
        var bitmaps = sheet.Pages.Select(p =>
        {
            var bitmap = Bitmap.Of(p, studio, out var without);
            missing += without;
            return bitmap;
        }).ToArray();
        return new DrawnDocument(DocumentFormat.Zpl, sheet.Pages.Count, Zpl.Write(bitmaps)) { MissingGlyphs = missing };
    }
}
