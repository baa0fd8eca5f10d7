using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;
using Storefront.Trust;

namespace Storefront.Orders;

/// <param name="Parcels">What came of handing each over; empty while it is not known whether the carrier made the manifest.</param>
public sealed record MadeManifest(ManifestId Id, ManifestStatus Status, IReadOnlyList<HandOverResult> Parcels);

/// <summary>Closes the labels of one carrier account with the carrier's manifest, or with our own hand-over list where the carrier makes none, and hands all its parcels over in the same act.
/// The manifest is written down with its reference and committed before the carrier is called. Without an answer nobody is asked again: the merchant looks and says what is there.</summary>
public sealed class MakeManifest(
    MarketDb db, IDbContextFactory<MarketDb> contexts, MerchantCarriers carriers, PrintBatch print, IDrawDocuments documents, IStoreFiles files, HandOverManyParcels handOver, TimeProvider clock)
{
    /// <summary>Until then an answer may still come by itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="day">On which the parcels are handed over, where the merchant is.</param>
    public async Task<Outcome<MadeManifest>> RunAsync(MerchantId merchant, IReadOnlyList<ParcelId> wanted, DateOnly day, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return OrderRefusals.NotFound;
        if (wanted.Count == 0) return PaperRefusals.NothingChosen;
        if (wanted.Count > QuoteManyLabels.Most) return BatchRefusals.TooMany(QuoteManyLabels.Most);
        var parcels = await db.Parcels.Where(p => wanted.Contains(p.Id) && p.Merchant == merchant).OrderBy(p => p.Reference).ToListAsync(cancel);
        if (parcels.Count < wanted.Distinct().Count()) return OrderRefusals.NotFound;
        if (await WhyNotAsync(parcels, cancel) is { } why) return why;

        var first = parcels[0];
        var carrier = (await carriers.ForAsync(first, cancel))?.As<IMakeManifests>(CarrierAbility.Manifest);
        if (carrier is not null && parcels.Count > carrier.MostLabels) return BatchRefusals.ManifestTooLong(carrier.MostLabels);
        var now = clock.GetUtcNow().UtcDateTime;
        var record = ManifestRecord.Making(merchant, first.Carrier, first.Account, parcels, isOurs: carrier is null, day, now);
        db.Manifests.Add(record);
        // Whoever puts one of them on another manifest at the same time finds that it has changed.
        foreach (var parcel in parcels) parcel.StandsOn(record.Id);
        var written = await db.SaveOrStaleAsync(cancel);
        if (!written.Succeeded) return written.Refusal;

        if (carrier is null) await CompleteAsync(record, HandOverList.NumberOf(day, parcels.Select(p => p.TrackingNumber!)), null, parcels, actor, cancel);
        else if (await CallAsync(carrier, record, parcels, actor, cancel) is { } refusal) return refusal;
        return await HandOverAsync(record.Id, actor, cancel);
    }

    /// <summary>A manifest whose answer never came: the merchant has looked at the carrier and says what is there.</summary>
    /// <param name="number">The manifest's number; null when there is none, and then its parcels are free again.</param>
    public async Task<Outcome<MadeManifest>> ResolveAsync(ManifestId id, string? number, Actor actor, CancellationToken cancel)
    {
        var known = await db.Manifests.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancel);
        if (known is null || !await actor.WorksForAsync(known.Merchant, db, cancel)) return BatchRefusals.ManifestNotFound;
        if (known.Status != ManifestStatus.Making || known.CreatedAtUtc > clock.GetUtcNow().UtcDateTime - Patience) return BatchRefusals.ManifestNotOpen;
        var said = number?.Trim();
        if (said is { Length: 0 or > 120 } || said?.Any(c => c is < ' ' or > '~') == true) return BatchRefusals.ManifestNumberWrong;
        var settled = said is null ? await RefuseAsync(id, CarrierRefusals.LabelUnknown, actor, cancel) : await MadeAsync(id, said, null, null, actor, cancel);
        return settled.Succeeded ? await HandOverAsync(id, actor, cancel) : settled.Refusal;
    }

    /// <summary>What is known before anybody is asked: one that cannot be handed over is not closed either.</summary>
    private async Task<Refusal?> WhyNotAsync(List<Parcel> parcels, CancellationToken cancel)
    {
        if (parcels.Exists(p => p.Carrier != parcels[0].Carrier || p.Account != parcels[0].Account)) return BatchRefusals.AccountsMixed;
        if (parcels.Find(p => p.Manifest is not null) is { } closed) return BatchRefusals.OnManifest(closed.TrackingNumber!);
        foreach (var parcel in parcels)
        {
            if (parcel.WhyNotUsable() is { } why) return why;
            if (parcel.Status != ParcelStatus.Labelled) return CarrierRefusals.AlreadyHandedOver;
        }

        var goods = await db.CarriedByAsync(parcels, cancel);
        var (consignments, orders) = (goods.Select(g => g.Consignment).ToList(), goods.Select(g => g.Order).ToList());
        if (await db.Consignments.AnyAsync(c => consignments.Contains(c.Id) && c.Status != ConsignmentStatus.LabelBought && c.Status != ConsignmentStatus.ToPack, cancel)) return OrderRefusals.Refunded;
        return await db.Payments.AnyAsync(p => orders.Contains(p.Order) && p.IsDoubted, cancel) ? OrderRefusals.PaymentDoubted : null;
    }

    /// <returns>The carrier's refusal; null when it made the manifest, or nobody knows.</returns>
    private async Task<Refusal?> CallAsync(IMakeManifests carrier, ManifestRecord record, List<Parcel> parcels, Actor actor, CancellationToken cancel)
    {
        var from = await db.Merchants.AsNoTracking().Where(m => m.Id == record.Merchant).Select(m => m.Address).SingleAsync(cancel);
        try
        {
            var made = await carrier.ManifestAsync(new ManifestRequest(record.Reference, from, record.Day, [.. parcels.Select(p => p.Handle)], record.Weight) { FirstMile = await FirstMileAsync(parcels, cancel) }, cancel);
            if (made.Succeeded)
            {
                await CompleteAsync(record, made.Value.Number, made.Value.File, parcels, actor, cancel);
                return null;
            }

            await RefuseAsync(record.Id, made.Refusal, null, cancel);
            return made.Refusal;
        }
        catch (CarrierOutcomeUnknownException e) when (e.NothingWasSent)
        {
            var silent = CarrierRefusals.Silent(((ICarrier)carrier).Name);
            await RefuseAsync(record.Id, silent, null, cancel);
            return silent;
        }
        catch (CarrierOutcomeUnknownException)
        {
            // Made or not, nobody knows: it stays as it was written, is shown so, and its parcels are put on no other.
            return null;
        }
    }

    /// <summary>The label under which all of them go to the warehouse; null where one of them goes by none, or by another, or the label was given back.</summary>
    private async Task<FirstMileWaybill?> FirstMileAsync(List<Parcel> parcels, CancellationToken cancel)
    {
        if (parcels[0].FirstMile is not { } mile || parcels.Exists(p => p.FirstMile != mile)) return null;
        return await db.EveryParcel.AsNoTracking().Where(p => p.Id == mile && p.TrackingNumber != null && (p.Status == ParcelStatus.Labelled || p.Status == ParcelStatus.HandedOver || p.Status == ParcelStatus.Delivered))
            .Select(p => new FirstMileWaybill(p.Carrier, p.TrackingNumber!)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Keeps the carrier's paper as it came; where there is none, ours is drawn once and kept, so that it is printed again as it was signed.</summary>
    private async Task CompleteAsync(ManifestRecord record, string number, CarrierFile? paper, List<Parcel> parcels, Actor actor, CancellationToken cancel)
    {
        var file = paper;
        if (file is null && documents.Availability.IsAvailable)
        {
            var drawn = await print.RunAsync(new BatchOrder(record.Merchant, parcels.ConvertAll(p => p.Consignment), [PaperKind.HandOverList], Day: record.Day) { Only = parcels.ConvertAll(p => p.Id) }, actor, cancel);
            if (drawn.Succeeded) file = new CarrierFile(DocumentFormat.Pdf, drawn.Value.Bytes);
        }

        var kept = file is null ? default(StoredFile?) : await files.SaveAsync(file.Bytes, file.Format.Extension(), cancel);
        await MadeAsync(record.Id, number, kept, file?.Format, null, cancel);
    }

    private async Task<Outcome<Done>> MadeAsync(ManifestId id, string number, StoredFile? file, DocumentFormat? format, Actor? said, CancellationToken cancel)
    {
        await using var own = await contexts.CreateDbContextAsync(cancel);
        return await own.AtomicallyAsync<Done>(async () =>
        {
            var record = await own.Manifests.SingleAsync(m => m.Id == id, cancel);
            if (record.Status != ManifestStatus.Making) return BatchRefusals.ManifestNotOpen;
            var now = clock.GetUtcNow().UtcDateTime;
            record.Made(number, file, format, now);
            if (said is { } person) own.AuditLog.Add(AuditEntry.Of(person.User, nameof(MakeManifest), record.Reference, number, now));
            return Done.Ok;
        }, cancel);
    }

    private async Task<Outcome<Done>> RefuseAsync(ManifestId id, Refusal why, Actor? said, CancellationToken cancel)
    {
        await using var own = await contexts.CreateDbContextAsync(cancel);
        return await own.AtomicallyAsync<Done>(async () =>
        {
            var record = await own.Manifests.SingleAsync(m => m.Id == id, cancel);
            if (record.Status != ManifestStatus.Making) return BatchRefusals.ManifestNotOpen;
            record.Refused(why);
            foreach (var parcel in await own.Parcels.Where(p => p.Manifest == id).ToListAsync(cancel)) parcel.StandsOn(null);
            if (said is { } person) own.AuditLog.Add(AuditEntry.Of(person.User, nameof(MakeManifest), record.Reference, "no manifest", clock.GetUtcNow().UtcDateTime));
            return Done.Ok;
        }, cancel);
    }

    private async Task<MadeManifest> HandOverAsync(ManifestId id, Actor actor, CancellationToken cancel)
    {
        var record = await db.Manifests.AsNoTracking().Where(m => m.Id == id).Select(m => new { m.Merchant, m.Status }).SingleAsync(cancel);
        if (record.Status != ManifestStatus.Made) return new MadeManifest(id, record.Status, []);
        var parcels = await db.Parcels.AsNoTracking().Where(p => p.Manifest == id).OrderBy(p => p.Reference).Select(p => p.Id).ToListAsync(cancel);
        var handed = await handOver.RunAsync(record.Merchant, parcels, actor, cancel);
        return new MadeManifest(id, record.Status, handed.Succeeded ? handed.Value : [.. parcels.Select(p => new HandOverResult(p, handed.Refusal))]);
    }
}
