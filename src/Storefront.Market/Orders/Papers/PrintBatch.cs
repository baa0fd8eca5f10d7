using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Prints the papers of many parcels of one merchant in one run. What cannot be printed is said with its reason, and the rest is printed. The number
/// of reads does not grow with the parcels, and a run can be repeated: the same parcels give the same papers.</summary>
/// <remarks>A label that the carrier made is never redrawn: its own pages stand in the PDF in their place. Its file is what the carrier stands for, so it can be had byte for byte beside; only
/// there is one in a printer's language, and the PDF's last page says so.</remarks>
public sealed class PrintBatch(MarketDb db, IDrawDocuments documents, IStoreFiles files, ShippingPapers papers, TimeProvider clock)
{
    /// <summary>What <see cref="RunAsync"/> would print and what not; nothing is drawn.</summary>
    public async Task<Outcome<BatchPlan>> PlanAsync(BatchOrder order, Actor actor, CancellationToken cancel)
    {
        var composed = await ComposeAsync(order, actor, cancel);
        return composed.Succeeded ? composed.Value.Plan : composed.Refusal;
    }

    /// <exception cref="DocumentsUnavailableException">A system part is missing; see <see cref="IDrawDocuments.Availability"/>.</exception>
    public async Task<Outcome<PrintedBatch>> RunAsync(BatchOrder order, Actor actor, CancellationToken cancel)
    {
        var composed = await ComposeAsync(order, actor, cancel);
        if (!composed.Succeeded) return composed.Refusal;
        var (run, carriers, plan) = composed.Value;
        if (run.Papers.Count == 0) return (plan.NotPrinted.FirstOrDefault(n => n.OrderNumber is not null) ?? plan.NotPrinted[0]).Why;
        var kept = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var carrier in carriers) kept.Add(carrier.Name, await BytesAsync(carrier.File, cancel));
        var drawn = documents.Draw(run with { Papers = [.. run.Papers.Select(p => Filled(p, kept))] });
        return order.WithFiles && carriers.Count > 0 ? new PrintedBatch(await ZipAsync(drawn, kept, cancel), true, drawn.Pages, plan) : new PrintedBatch(drawn.Bytes, false, drawn.Pages, plan);
    }

    private async Task<Outcome<Composed>> ComposeAsync(BatchOrder order, Actor actor, CancellationToken cancel)
    {
        if (order.Consignments.Count == 0 || order.Kinds.Count == 0) return PaperRefusals.NothingChosen;
        if (order.Consignments.Count > BatchOrder.MostParcels) return PaperRefusals.TooMany(BatchOrder.MostParcels);
        var loaded = await PackedParcel.LoadAsync(db, order.Merchant, order.Consignments, actor, cancel);
        if (!loaded.Succeeded) return loaded.Refusal;
        var missing = order.Consignments.Except(loaded.Value.SelectMany(p => p.Goods.Consignments).Select(c => c.Id)).Any();
        var parcels = order.Only is { } only ? [.. loaded.Value.Where(p => p.Parcel is { } parcel && only.Contains(parcel.Id))] : loaded.Value;
        var work = new Work(order, papers, parcels, order.Day ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        foreach (var kind in order.Kinds.Distinct().Order())
        {
            if (missing) work.Missing(kind);
            switch (kind)
            {
                case PaperKind.PickList: await AddPicksAsync(work, parcels, cancel); break;
                case PaperKind.Labels: work.AddLabels(); break;
                case PaperKind.LabelSheets: work.AddSheets(); break;
                case PaperKind.BatteryMarks: work.AddBatteryMarks(); break;
                case PaperKind.Invoices: work.Add(kind, p => papers.Invoice(p) is var made && made.Succeeded ? Outcome<Paper>.Of(made.Value) : made.Refusal); break;
                case PaperKind.PackingSlips: work.Add(kind, p => Outcome<Paper>.Of(papers.Slip(p))); break;
                case PaperKind.ReturnSlips: work.Add(kind, p => Outcome<Paper>.Of(papers.ReturnSlip(p))); break;
                case PaperKind.HandOverList: work.AddHandOvers(); break;
            }
        }

        return work.Done();
    }

    private async Task AddPicksAsync(Work work, IReadOnlyList<PackedParcel> all, CancellationToken cancel)
    {
        var wanted = all.Where(p => work.IsToPick(p)).ToList();
        if (wanted.Count == 0) return;
        var variants = wanted.SelectMany(p => p.Goods.Lines).Select(l => l.Line.Variant).Distinct().ToList();
        var bins = await db.Stock.AsNoTracking().Where(s => variants.Contains(s.Variant) && s.Bin != null).ToDictionaryAsync(s => s.Variant, s => s.Bin!, cancel);
        var titles = await db.TitlesAsync(wanted.SelectMany(p => p.Goods.Lines).Select(l => l.Line.Listing), cancel);
        work.AddPicks(wanted, bins, titles);
    }

    private async Task<byte[]> BytesAsync(StoredFile file, CancellationToken cancel)
    {
        await using var stream = await files.OpenAsync(file, cancel) ?? throw new InvalidOperationException($"The kept label {file} is gone.");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }

    /// <summary>Carriers' labels with their files in them.</summary>
    private static Paper Filled(Paper paper, IReadOnlyDictionary<string, byte[]> kept) => paper switch
    {
        CarrierLabelFile file => file with { Bytes = kept[file.Name] },
        LabelSheet sheet => sheet with { Labels = [.. sheet.Labels.Select(l => (LabelPaper)Filled(l, kept))] },
        _ => paper,
    };

    private static async Task<byte[]> ZipAsync(DrawnDocument ours, IReadOnlyDictionary<string, byte[]> kept, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            await AddAsync("papers.pdf", ours.Bytes, CompressionLevel.NoCompression);
            foreach (var (name, file) in kept) await AddAsync(name, file, CompressionLevel.Fastest);

            async Task AddAsync(string name, byte[] content, CompressionLevel level)
            {
                await using var entry = await zip.CreateEntry(name, level).OpenAsync(cancel);
                await entry.WriteAsync(content, cancel);
            }
        }

        return bytes.ToArray();
    }

    private sealed record CarrierLabel(string Name, StoredFile File);

    private sealed record Composed(PrintRun Run, IReadOnlyList<CarrierLabel> Carriers, BatchPlan Plan);

    /// <summary>The papers of one run as they come together.</summary>
    private sealed class Work(BatchOrder order, ShippingPapers papers, IReadOnlyList<PackedParcel> parcels, DateOnly day)
    {
        private readonly List<Paper> made = [];
        private readonly List<CarrierLabel> carriers = [];
        private readonly List<NotPrinted> notPrinted = [];
        private readonly HashSet<ConsignmentId> printed = [];

        public void Missing(PaperKind kind) => notPrinted.Add(new NotPrinted(null, kind, OrderRefusals.NotFound));

        public void Add(PaperKind kind, Func<PackedParcel, Outcome<Paper>> make)
        {
            foreach (var parcel in parcels)
            {
                if (Taken(parcel, kind, make(parcel)) is { } paper) made.Add(paper);
            }
        }

        /// <summary>Each label with what its carrier made beside it.</summary>
        public void AddLabels()
        {
            made.AddRange(LabelsFor(PaperKind.Labels));
            foreach (var packed in parcels.Where(p => p.Parcel is { IsLive: true }))
            {
                foreach (var paper in PapersOf(packed))
                {
                    carriers.Add(paper);
                    made.Add(new CarrierLabelFile(paper.Name, default) { PostedOn = DateOnly.FromDateTime(packed.Parcel!.BoughtAtUtc!.Value) });
                }
            }
        }

        public void AddSheets()
        {
            var labels = LabelsFor(PaperKind.LabelSheets);
            if (labels.Count > 0) made.Add(new LabelSheet(labels, order.StartAt));
        }

        public void AddBatteryMarks()
        {
            var marks = parcels.Select(p => Taken(p, PaperKind.BatteryMarks, ShippingPapers.Batteries(p))).OfType<BatteryMark>().ToList();
            if (marks.Count > 0) made.Add(new BatteryMarkSheet(marks, day));
        }

        public bool IsToPick(PackedParcel parcel)
        {
            if (parcel.Consignment.Status is ConsignmentStatus.ToPack or ConsignmentStatus.LabelBought) return true;
            notPrinted.Add(new NotPrinted(parcel.Order.Number, PaperKind.PickList, OrderRefusals.NotToPack));
            return false;
        }

        public void AddPicks(IReadOnlyList<PackedParcel> wanted, IReadOnlyDictionary<VariantId, string> bins, IReadOnlyDictionary<ListingId, string> titles)
        {
            made.Add(papers.Picks(wanted, bins, titles, day));
            printed.UnionWith(wanted.Select(p => p.Consignment.Id));
        }

        public void AddHandOvers()
        {
            var labelled = parcels.Where(p => Taken(p, PaperKind.HandOverList, p.Parcel is null ? PaperRefusals.NoLabel : Outcome<PackedParcel>.Of(p)) is not null).ToList();
            made.AddRange(papers.HandOvers(labelled, day));
        }

        public Composed Done() => new(new PrintRun("Papers", day, made, papers.RunWords()), carriers, new BatchPlan(printed.Count, carriers.Count, notPrinted));

        /// <summary>The carrier's label where it made one, else ours.</summary>
        private List<LabelPaper> LabelsFor(PaperKind kind)
        {
            var labels = new List<LabelPaper>();
            foreach (var parcel in parcels)
            {
                if (parcel.Parcel is { LabelIsToCome: true })
                {
                    Taken<LabelContent>(parcel, kind, CarrierRefusals.LabelNotReady);
                    continue;
                }

                if (FileOf(parcel) is { } file)
                {
                    if (carriers.TrueForAll(c => c.Name != file.Name)) carriers.Add(file);
                    labels.Add(new CarrierLabelFile(file.Name, default) { PostedOn = DateOnly.FromDateTime(parcel.Parcel!.BoughtAtUtc!.Value) });
                    printed.Add(parcel.Consignment.Id);
                    if (!order.OwnCopies) continue;
                }

                var label = papers.Label(parcel);
                if (label.Succeeded && kind == PaperKind.LabelSheets && !LabelSheet.Holds(label.Value.TrackingNumber)) label = PaperRefusals.BarCodeTooLong;
                if (Taken(parcel, kind, label) is { } content) labels.Add(content);
            }

            return labels;
        }

        private static CarrierLabel? FileOf(PackedParcel packed) => packed.Parcel is { LabelFile: { } name, LabelFormat: { } format } parcel && StoredFile.TryParse(name, out var file)
            ? new CarrierLabel($"carrier-labels/{packed.Order.Number}-{parcel.TrackingNumber}.{format.Extension()}", file)
            : null;

        private static IEnumerable<CarrierLabel> PapersOf(PackedParcel packed) => packed.Parcel!.Papers.Select((p, i) => StoredFile.TryParse(p.File, out var file)
            ? new CarrierLabel($"carrier-papers/{packed.Order.Number}-{packed.Parcel.TrackingNumber}-{i + 1}.{p.Format.Extension()}", file)
            : null).OfType<CarrierLabel>();

        /// <summary>Writes down whether it could be made.</summary>
        private T? Taken<T>(PackedParcel parcel, PaperKind kind, Outcome<T> outcome)
            where T : class
        {
            if (outcome.Succeeded)
            {
                printed.Add(parcel.Consignment.Id);
                return outcome.Value;
            }

            notPrinted.Add(new NotPrinted(parcel.Order.Number, kind, outcome.Refusal));
            return null;
        }
    }
}
