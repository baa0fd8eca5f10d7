using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>A carrier's message was written down.</summary>
/// <param name="Message">Of <see cref="CarrierMessage"/>.</param>
public sealed record CarrierNewsStored(Guid Message);

/// <summary>Takes a message that a carrier pushed: verifies it with the account's own secret, writes it down, and only then says what the carrier wants to hear.</summary>
public sealed class ReceiveCarrierNews(MarketDb db, MerchantCarriers carriers, TimeProvider clock)
{
    /// <summary>No carrier's message comes near to it.</summary>
    public const int LargestBody = 512 * 1024;

    /// <returns>What the carrier hears; a refusal for an unknown address and for a message that is not the carrier's, which look the same from outside.</returns>
    public async Task<Outcome<CarrierNews>> RunAsync(string carrier, CarrierAccountId account, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await carriers.FindAsync(account, cancel) is not { } known || known.Carrier.Key != carrier || known.As<IPushNews>(CarrierAbility.News) is not { } pushes) return CarrierRefusals.NewsRefused;
        var news = pushes.Read(new PushedMessage(headers, body, now));
        if (!news.Succeeded) return news;
        var id = news.Value.Id.Length > CarrierMessage.LongestEvent ? news.Value.Id[..CarrierMessage.LongestEvent] : news.Value.Id;
        if (await db.CarrierMessages.AnyAsync(m => m.Account == account && m.EventId == id, cancel)) return news;
        var message = CarrierMessage.Of(account, news.Value with { Id = id }, now);
        db.CarrierMessages.Add(message);
        db.Tell(new CarrierNewsStored(message.Id), now);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // The same message came twice at the same moment; the other one is stored.
            if (!await db.CarrierMessages.AnyAsync(m => m.Account == account && m.EventId == id, cancel)) throw;
        }

        return news;
    }
}

/// <summary>Writes down the scans of a stored message, for the parcels of that account alone.</summary>
internal sealed class CarrierNewsHandler(MarketDb db, TimeProvider clock) : IHandle<CarrierNewsStored>
{
    public async Task HandleAsync(CarrierNewsStored stored, CancellationToken cancel)
    {
        var message = await db.CarrierMessages.AsNoTracking().SingleAsync(m => m.Id == stored.Message, cancel);
        foreach (var news in message.News)
        {
            var parcels = db.EveryParcel.AsNoTracking().Where(p => p.Account == message.Account);
            parcels = news.TrackingNumber is { } number ? parcels.Where(p => p.TrackingNumber == number) : parcels.Where(p => p.Reference == news.Reference);
            foreach (var parcel in await parcels.Select(p => p.Id).ToListAsync(cancel))
            {
                db.ChangeTracker.Clear();
                var now = clock.GetUtcNow().UtcDateTime;
                await db.AtomicallyAsync<Done>(async () =>
                {
                    await db.WriteScansAsync(parcel, news.Events, now + FollowParcels.Every, now, cancel);
                    return default(Done);
                }, cancel);
            }
        }
    }
}
