using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Returns;

/// <param name="OwedSinceUtc">When its merchant's balance was charged.</param>
public sealed record OwedPostage(ReturnId Return, string OrderNumber, string MerchantName, Money Amount, DateTime OwedSinceUtc);

/// <summary>Postage that merchants owe buyers is paid by the market by transfer, by an admin who writes down its reference.</summary>
public sealed class PayPostage(MarketDb db, TimeProvider clock)
{
    private const int Shown = 50;

    /// <summary>What is owed, longest first.</summary>
    public async Task<Outcome<ToDo<OwedPostage>>> ListAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var owed = db.Returns.AsNoTracking().Where(r => r.PostageOwedSinceUtc != null);
        var first = await (from r in owed.OrderBy(r => r.PostageOwedSinceUtc).ThenBy(r => r.Id).Take(Shown)
                           join o in db.Orders on r.Order equals o.Id
                           join c in db.Consignments on r.Consignment equals c.Id
                           orderby r.PostageOwedSinceUtc, r.Id
                           select new { r.Id, o.Number, c.MerchantName, r.GivenBack, r.PostageGrantedMinor, r.PostageOwedSinceUtc }).ToListAsync(cancel);
        return new ToDo<OwedPostage>(await owed.CountAsync(cancel), first.ConvertAll(r => new OwedPostage(r.Id, r.Number, r.MerchantName, new Money(r.PostageGrantedMinor!.Value, r.GivenBack.Currency), r.PostageOwedSinceUtc!.Value)));
    }

    /// <param name="reference">Of the transfer.</param>
    public Task<Outcome<Done>> PaidAsync(ReturnId id, Actor actor, string reference, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await ReturnCase.LoadAsync(db, id, cancel) is not { } it) return ReturnRefusals.NotFound;
        if (it.Return.PostagePaidAtUtc is not null) return Done.Ok;
        if (it.Return.PostageOwedSinceUtc is null) return ReturnRefusals.NotNow;
        if (string.IsNullOrWhiteSpace(reference) || reference.Trim().Length > Return.LongestReference) return ReturnRefusals.ReferenceMissing;
        var now = clock.GetUtcNow().UtcDateTime;
        var amount = new Money(it.Return.PostageGrantedMinor!.Value, it.Order.Total.Currency);
        var provider = await db.Payments.Where(p => p.Order == it.Order.Id && p.CapturedAtUtc != null).Select(p => p.Provider).SingleAsync(cancel);
        it.Return.PostagePaid(reference.Trim(), now);
        db.JournalEntries.Add(ReturnJournal.PostagePaid(it.Return, amount, provider, now));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(PayPostage), $"return {it.Return.Number ?? id.Value.ToString("N")}", $"{amount}, {reference.Trim()}", now));
        db.TellBuyer(it.Order, "return-postage-paid", id.Value.ToString("N"), now, ("amount", amount.ToString()), ("reference", reference.Trim()));
        return Done.Ok;
    }, cancel);
}
