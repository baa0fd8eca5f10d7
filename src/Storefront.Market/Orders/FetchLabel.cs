using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Fetches labels that their carriers make in their own time, and keeps them byte for byte.</summary>
public sealed class FetchLabel(MarketDb db, MerchantCarriers carriers, CarrierDirectory directory, IStoreFiles files, TimeProvider clock)
{
    /// <summary>A label that has not come by then will not come by itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>The labels that are due; the number that came. Any node may run it: the same bytes are the same file.</summary>
    public async Task<int> SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.EveryParcel.AsNoTracking().Where(p => p.FetchLabelAtUtc != null && p.FetchLabelAtUtc <= now).OrderBy(p => p.FetchLabelAtUtc).Take(50).Select(p => p.Id).ToListAsync(cancel);
        var came = 0;
        foreach (var id in due)
        {
            db.ChangeTracker.Clear();
            if ((await RunAsync(id, cancel)).Succeeded) came++;
        }

        return came;
    }

    /// <returns>A refusal when it is not ready, or nobody can be asked; then it is tried again later.</returns>
    public async Task<Outcome<Done>> RunAsync(ParcelId id, CancellationToken cancel)
    {
        var known = await db.EveryParcel.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (!known.LabelIsToCome) return Done.Ok;
        Outcome<CarrierFile> fetched = CarrierRefusals.LabelElsewhere;
        if ((await carriers.ForAsync(known, cancel))?.As<IFetchLabels>(CarrierAbility.FetchLabel) is { } carrier)
            fetched = await directory.AskAsync(known.Carrier, () => carrier.FetchAsync(known.Handle, known.LabelFormat ?? DocumentFormat.Pdf, cancel));
        var kept = fetched.Succeeded ? await files.SaveAsync(fetched.Value.Bytes, fetched.Value.Format.Extension(), cancel) : default(StoredFile?);
        var written = await db.AtomicallyAsync<Done>(async () =>
        {
            var parcel = await db.EveryParcel.SingleAsync(p => p.Id == id, cancel);
            if (!parcel.LabelIsToCome) return Done.Ok;
            if (kept is { } file) parcel.LabelIsKept(file.Name, fetched.Value.Format);
            else parcel.FetchLabelAgain(Again(parcel));
            return Done.Ok;
        }, cancel);
        return fetched.Succeeded ? written : fetched.Refusal;
    }

    /// <summary>Every few seconds at first, then at ever longer steps: a tenth of the time that it has waited.</summary>
    private DateTime? Again(Parcel parcel)
    {
        var (now, waited) = (clock.GetUtcNow().UtcDateTime, clock.GetUtcNow().UtcDateTime - parcel.BoughtAtUtc!.Value);
        if (waited > Patience || parcel.Status != ParcelStatus.Labelled) return null;
        return now + TimeSpan.FromSeconds(Math.Clamp(waited.TotalSeconds / 10, 5, 900));
    }
}
