using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>The two labels of a parcel whose carrier made one: the carrier's, byte for byte as it came, and our own drawing as a copy; and what else the carrier made.</summary>
public sealed class CarrierLabels(MarketDb db, IStoreFiles files, IDrawDocuments documents, ShippingPapers papers)
{
    public async Task<Outcome<CarrierFile>> OpenAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var parcel = await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.Return == null, cancel);
        if (parcel is null || !await actor.WorksForAsync(parcel.Merchant, db, cancel)) return OrderRefusals.NotFound;
        if (parcel.WhyNotUsable() is { } refusal) return refusal;
        if (parcel.LabelIsToCome) return CarrierRefusals.LabelNotReady;
        return parcel is { LabelFile: { } name, LabelFormat: { } format } ? await ReadAsync(name, format, cancel) : CarrierRefusals.LabelUnknown;
    }

    /// <summary>What the carrier made beside the label, as it came.</summary>
    /// <param name="number">Its place among the parcel's papers, from 1.</param>
    public async Task<Outcome<CarrierFile>> OpenPaperAsync(ParcelId id, int number, Actor actor, CancellationToken cancel)
    {
        var parcel = await db.EveryParcel.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (parcel is null || !await actor.WorksForAsync(parcel.Merchant, db, cancel)) return OrderRefusals.NotFound;
        if (parcel.WhyNotUsable() is { } refusal) return refusal;
        return parcel.Papers.ElementAtOrDefault(number - 1) is { } paper ? await ReadAsync(paper.File, paper.Format, cancel) : OrderRefusals.NotFound;
    }

    private async Task<Outcome<CarrierFile>> ReadAsync(string name, DocumentFormat format, CancellationToken cancel)
    {
        if (!StoredFile.TryParse(name, out var file) || await files.OpenAsync(file, cancel) is not { } stream) return CarrierRefusals.LabelUnknown;
        await using (stream)
        {
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancel);
            return new CarrierFile(format, bytes.ToArray());
        }
    }

    /// <exception cref="DocumentsUnavailableException">A system part is missing.</exception>
    public async Task<Outcome<DrawnDocument>> CopyAsync(ParcelId id, Actor actor, CancellationToken cancel)
    {
        var packed = await PackedParcel.LoadAsync(db, id, actor, cancel);
        if (!packed.Succeeded) return packed.Refusal;
        if (packed.Value.Parcel!.WhyNotUsable() is { } refusal) return refusal;
        var label = papers.Label(packed.Value);
        return label.Succeeded ? documents.Draw(label.Value, DocumentFormat.Pdf) : label.Refusal;
    }
}
