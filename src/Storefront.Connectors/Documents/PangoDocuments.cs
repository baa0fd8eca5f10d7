using System.Collections.Concurrent;
using Storefront.Connectors.Documents.Drawing;
using Storefront.Connectors.Documents.Joining;
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

    public DrawnDocument Draw(Paper paper, DocumentFormat format, int page = 1) => Draw(() => SheetOf(paper, NoCarriers), format, page);

    public DrawnDocument Draw(PrintRun run)
    {
        var opened = new Dictionary<string, CarrierPages?>(StringComparer.Ordinal);
        var leftOut = new List<(string File, bool IsZpl)>();
        var drawn = Draw(() => Compose(run, opened, leftOut), DocumentFormat.Pdf, 1);
        return drawn with { LeftOut = leftOut.ConvertAll(l => l.File) };
    }

    public DrawnDocument Draw(StatementSheet sheet) => Draw(() => StatementDrawing.Of(sheet), DocumentFormat.Pdf, 1);

    public void Dispose()
    {
        while (studios.TryTake(out var studio)) studio.Dispose();
        turns.Dispose();
    }

    private static Sheet Compose(PrintRun run, Dictionary<string, CarrierPages?> opened, List<(string File, bool IsZpl)> leftOut)
    {
        var pages = run.Papers.SelectMany(p => SheetOf(p, Open).Pages).ToList();
        return new Sheet(run.Title, run.Dated, leftOut.Count == 0 ? pages : [.. pages, .. LeftOutDrawing.Of(run.Words, run.Title, leftOut)]);

        // A label may be wanted twice, alone and on a sheet.
        IReadOnlyList<Page> Open(CarrierLabelFile file)
        {
            if (!opened.TryGetValue(file.Name, out var carrier))
            {
                opened.Add(file.Name, carrier = CarrierPages.TryOpen(file));
                if (carrier is null) leftOut.Add((file.Name, CarrierPages.IsZpl(file)));
            }

            return carrier is null ? [] : [.. Enumerable.Range(0, carrier.Count).Select(i => Page.Of(new CarrierPage(carrier, i)))];
        }
    }

    private static IReadOnlyList<Page> NoCarriers(CarrierLabelFile file) => throw new ArgumentException($"{file.Name} is a carrier's own label and is printed in a run only.", nameof(file));

    /// <param name="open">The pages of a carrier's label; none where it has none.</param>
    private static Sheet SheetOf(Paper paper, Func<CarrierLabelFile, IReadOnlyList<Page>> open) => paper switch
    {
        LabelContent label => LabelDrawing.Of(label),
        CarrierLabelFile file => new Sheet(file.Name, file.PostedOn, open(file)),
        LabelSheet sheet => LabelSheetDrawing.Of(sheet, open),
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
