using Microsoft.EntityFrameworkCore;
using Storefront.Addresses;
using Storefront.Data;
using Storefront.Shipping;

namespace Storefront.Accounts;

/// <summary>A person's own address book. The first address is the one that checkout proposes until another is chosen.</summary>
public sealed class KeepAddresses(MarketDb db, TimeProvider clock)
{
    public const int Most = 20;

    public async Task<IReadOnlyList<SavedAddress>> ListAsync(Actor actor, CancellationToken cancel) =>
        await db.SavedAddresses.AsNoTracking().Where(a => a.User == actor.User).OrderByDescending(a => a.IsDefault).ThenBy(a => a.Id).Take(Most).ToListAsync(cancel);

    public Task<SavedAddress?> FindAsync(Actor actor, Guid id, CancellationToken cancel) =>
        db.SavedAddresses.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.User == actor.User, cancel);

    /// <summary>Errors of <see cref="AddressCheck"/> come as the first of them; the page shows all.</summary>
    public Task<Outcome<Guid>> AddAsync(Actor actor, PostalAddress address, CancellationToken cancel) => db.AtomicallyAsync<Guid>(
        async () =>
        {
            if (Refuse(ref address) is { } refusal) return refusal;
            var count = await db.SavedAddresses.CountAsync(a => a.User == actor.User, cancel);
            if (count >= Most) return AccountRefusals.AddressBookFull;
            var saved = SavedAddress.Of(actor.User, address, isDefault: count == 0, clock.GetUtcNow().UtcDateTime);
            db.SavedAddresses.Add(saved);
            return saved.Id;
        },
        cancel);

    public Task<Outcome<Done>> ChangeAsync(Actor actor, Guid id, PostalAddress address, CancellationToken cancel) => db.AtomicallyAsync<Done>(
        async () =>
        {
            if (Refuse(ref address) is { } refusal) return refusal;
            if (await db.SavedAddresses.SingleOrDefaultAsync(a => a.Id == id && a.User == actor.User, cancel) is not { } saved) return AccountRefusals.NotFound;
            saved.Change(address, clock.GetUtcNow().UtcDateTime);
            return default(Done);
        },
        cancel);

    /// <summary>When the proposed one goes, the oldest that is left takes its place.</summary>
    public Task<Outcome<Done>> RemoveAsync(Actor actor, Guid id, CancellationToken cancel) => db.AtomicallyAsync<Done>(
        async () =>
        {
            var all = await db.SavedAddresses.Where(a => a.User == actor.User).OrderBy(a => a.Id).ToListAsync(cancel);
            if (all.Find(a => a.Id == id) is not { } gone) return AccountRefusals.NotFound;
            db.SavedAddresses.Remove(gone);
            if (gone.IsDefault) all.Find(a => a.Id != id)?.MakeDefault(true);
            return default(Done);
        },
        cancel);

    public Task<Outcome<Done>> ProposeAsync(Actor actor, Guid id, CancellationToken cancel) => db.AtomicallyAsync<Done>(
        async () =>
        {
            var all = await db.SavedAddresses.Where(a => a.User == actor.User).ToListAsync(cancel);
            if (!all.Exists(a => a.Id == id)) return AccountRefusals.NotFound;
            foreach (var address in all) address.MakeDefault(address.Id == id);
            return default(Done);
        },
        cancel);

    private static Refusal? Refuse(ref PostalAddress address)
    {
        address = AddressForm.For(address.Country).Tidy(address);
        return AddressCheck.Check(address).Errors is [var first, ..] ? first : null;
    }
}
