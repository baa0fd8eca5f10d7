using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Payouts;

internal static class PayoutStanding
{
    /// <summary>What a merchant is owed, in its currency; negative when it owes. Labels, refunds and debts are in it: it is one balance.</summary>
    public static async Task<Money> OwedAsync(this MarketDb db, MerchantId merchant, Currency currency, CancellationToken cancel)
    {
        var owner = PayoutJournal.Owner(merchant);
        return -await db.BalanceAsync(AccountKind.MerchantPayable, owner, currency, null, cancel);
    }

    public static async Task<PayoutFacts> FactsAsync(this MarketDb db, Merchant merchant, PayoutAccount? account, PayoutProviders providers, TimeSpan coolDown, CancellationToken cancel)
    {
        if (account?.Payee is not null && !providers.Knows(account.Provider)) account = null;
        var owed = await db.OwedAsync(merchant.Id, merchant.Currency, cancel);
        var id = merchant.Id;
        var earlier = await db.Payouts.AsNoTracking().Where(p => p.Merchant == id && p.Status == PayoutStatus.Pending).OrderBy(p => p.CreatedAtUtc).FirstOrDefaultAsync(cancel);
        var kept = (await db.KeptByCasesAsync(id, merchant.Currency, cancel)).Values.Sum(merchant.Currency);
        var payable = providers.PayOut(account?.Payee is null ? providers.Default : account.Provider).PayablePart(owed - kept);
        return new PayoutFacts(merchant.MaySell, account, owed, kept, payable, PayoutMinimums.Of(merchant.Currency), earlier, coolDown);
    }

    /// <summary>Writes that a payout did not arrive: the money is owed again, and more goes out only after somebody has looked.</summary>
    public static async Task FailPayoutAsync(this MarketDb db, Payout payout, string code, DateTime nowUtc, CancellationToken cancel)
    {
        var wasPaid = payout.Status == PayoutStatus.Paid;
        payout.Failed(code, nowUtc);
        db.JournalEntries.Add(PayoutJournal.Failed(payout, wasPaid, nowUtc));
        (await db.PayoutAccounts.SingleAsync(a => a.Merchant == payout.Merchant, cancel)).Flagged(code);
        var mail = await db.Merchants.AsNoTracking().Where(m => m.Id == payout.Merchant).Select(m => m.Email).SingleAsync(cancel);
        await db.TellMerchantAsync(payout.Merchant, mail, "payout-failed", payout.Id.Value.ToString("N"), nowUtc, cancel, ("amount", payout.Amount.ToString()), ("code", code));
    }
}
