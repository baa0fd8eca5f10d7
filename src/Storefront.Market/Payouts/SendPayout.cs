using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes a written payout to the provider. The key is its own: asking again never pays twice. Until the first asking it is taken back when
/// something now stands in the way; afterwards only the provider's word ends it.</summary>
public sealed class SendPayout(
    IDbContextFactory<MarketDb> contexts, FollowPayoutAccount follow, SettlePayout settle, PayoutProviders providers, IOptions<PayoutOptions> options, TimeProvider clock)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; the sweeper asks again with the same key.</exception>
    public async Task RunAsync(PayoutId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (!payout.IsToSend) return;
        if (payout.AskedAtUtc is null) await follow.RunAsync(payout.Merchant, cancel);
        if (await db.AtomicallyAsync(() => AskAsync(db, id, cancel), cancel) is not { Succeeded: true, Value: true }) return;

        if (providers.Transfer(payout.Provider) is { } transfers && payout.Transfer is null)
        {
            var moved = await transfers.TransferAsync(new TransferToMake($"{payout.Key}-transfer", payout.Payee, payout.Amount, payout.Key, null, payout.CreatedAtUtc), cancel);
            if (!moved.Succeeded)
            {
                await settle.ApplyAsync(id, new ProviderPayout("", ProviderPayoutState.Failed, payout.Amount, moved.Failure, null), cancel);
                return;
            }

            await KeepAsync(db, id, moved.Reference, cancel);
        }

        await settle.ApplyAsync(id, await providers.PayOut(payout.Provider).PayOutAsync(new PayoutToMake(payout.Key, payout.Payee, payout.Amount, payout.CreatedAtUtc), cancel), cancel);
    }

    /// <summary>True when the provider may now be asked, which is committed before it is.</summary>
    private async Task<Outcome<bool>> AskAsync(MarketDb db, PayoutId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
        if (!payout.IsToSend) return false;
        if (payout.AskedAtUtc is null)
        {
            var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == payout.Merchant, cancel);
            var mayTrade = await db.Merchants.AnyAsync(m => m.Id == payout.Merchant && m.Status == MerchantStatus.Approved, cancel);
            // What was written for one bank account, and perhaps approved, never goes to another.
            var elsewhere = account.BankChangedAtUtc >= payout.CreatedAtUtc ? new PayoutHurdle(PayoutBlock.BankChanged, account.BankChangedAtUtc + options.Value.CoolDown) : null;
            if ((PayoutRules.HurdleOf(mayTrade, account, options.Value.CoolDown, now) ?? elsewhere) is { } hurdle)
            {
                payout.Withhold(hurdle.Block, now);
                db.JournalEntries.Add(PayoutJournal.Failed(payout, wasPaid: false, now));
                // It was due and is owed again: it goes out when nothing is in the way any more.
                account.Ask(now);
                account.Blocked(hurdle, now);
                return false;
            }
        }

        payout.Asked(now);
        return true;
    }

    private static Task<Outcome<Done>> KeepAsync(MarketDb db, PayoutId id, string transfer, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
        if (payout.Transfer is null) payout.Transferred(transfer);
        return default(Done);
    }, cancel);
}

public sealed class PayoutWrittenHandler(SendPayout send) : IHandle<PayoutWritten>
{
    public Task HandleAsync(PayoutWritten message, CancellationToken cancel) => send.RunAsync(message.Payout, cancel);
}
