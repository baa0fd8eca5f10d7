using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes a written payout to the provider. The key is its own: asking again never pays twice. Until the bank is first asked it is taken back when something now stands in
/// the way, with what was moved to the merchant's account at the provider; afterwards only the provider's word ends it. While an older one, whosever it is, waits because our
/// balance in its currency is short, none overtakes it.</summary>
public sealed class SendPayout(
    IDbContextFactory<MarketDb> contexts, FollowPayoutAccount follow, SettlePayout settle, PayoutProviders providers, IOptions<PayoutOptions> options, TimeProvider clock, ILogger<SendPayout> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; the sweeper asks again with the same key.</exception>
    public async Task RunAsync(PayoutId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == id, cancel);
        if (!payout.IsToSend) return;
        if (payout.WithheldBecause is not null)
        {
            await TakeBackAsync(db, id, cancel);
            return;
        }

        if (payout.FailureCode is { } refused)
        {
            await settle.ApplyAsync(id, new ProviderPayout("", ProviderPayoutState.Failed, payout.Amount, refused, null), cancel);
            return;
        }

        if (payout.AskedAtUtc is null || (payout.Transfer is not null && payout.BankAskedAtUtc is null)) await follow.RunAsync(payout.Merchant, cancel);
        if (await db.AtomicallyAsync(() => AskAsync(db, id, cancel), cancel) is not { Succeeded: true, Value: true }) return;

        if (providers.Transfer(payout.Provider) is { } transfers && payout.Transfer is null)
        {
            var moved = await settle.KeyedAsync(
                db, payout, generation => transfers.TransferAsync(new TransferToMake($"{payout.Key}-transfer", payout.Payee, payout.Amount, payout.Key, null, payout.CreatedAtUtc, generation), cancel), cancel);
            if (!moved.Succeeded)
            {
                await settle.ApplyAsync(id, new ProviderPayout("", ProviderPayoutState.Failed, payout.Amount, moved.Failure, null), cancel);
                return;
            }

            // The bank is not asked before we know that its money lies in the merchant's account; the sweeper asks for the transfer again with the same key.
            if (!(await KeepAsync(db, id, moved.Reference, cancel)).Succeeded) return;
        }

        if (await AskedElsewhereAsync(payout, cancel) is { } earlier)
        {
            await settle.ApplyAsync(id, earlier, cancel);
            return;
        }

        switch (await db.AtomicallyAsync(() => AskBankAsync(db, id, cancel), cancel))
        {
            case { Succeeded: true, Value: { } asked }:
                // As it is now: the transfer's answer may have changed the key.
                var made = await settle.KeyedAsync(
                    db, asked, generation => providers.PayOut(payout.Provider).PayOutAsync(new PayoutToMake(payout.Key, payout.Payee, payout.Amount, payout.CreatedAtUtc, generation), cancel), cancel);
                await settle.ApplyAsync(id, made, cancel);
                break;
            case { Succeeded: true }:
                await TakeBackAsync(db, id, cancel);
                break;
        }
    }

    /// <summary>True when the provider may now be asked, which is committed before it is.</summary>
    private async Task<Outcome<bool>> AskAsync(MarketDb db, PayoutId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
        if (!payout.IsToSend || payout.FailureCode is not null) return false;
        if (payout.AskedAtUtc is null)
        {
            if (await HurdleAsync(db, payout, now, cancel) is { } hurdle)
            {
                await WithholdAsync(db, payout, hurdle, now, cancel);
                return false;
            }

            if (await IsOvertakingAsync(db, payout, cancel))
            {
                payout.WaitForFunds(now);
                return false;
            }
        }

        payout.Asked(now);
        return true;
    }

    /// <summary>A node of a version that does not write down when it asks the bank may run beside this one: what was asked for a while ago, and is not marked, is looked up before it is taken for unsent.</summary>
    private async Task<ProviderPayout?> AskedElsewhereAsync(Payout read, CancellationToken cancel) =>
        read is { Transfer: not null, BankAskedAtUtc: null } && read.AskedAtUtc + SweepPayouts.Patience < clock.GetUtcNow().UtcDateTime
            ? await providers.PayOut(read.Provider).FindPayoutAsync(read.Payee, read.Key, read.CreatedAtUtc, cancel) : null;

    /// <summary>The payout when the bank may now be sent it, which is committed before it is. Null when what lies in the payee's account is to be taken back instead.</summary>
    private async Task<Outcome<Payout?>> AskBankAsync(MarketDb db, PayoutId id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
        if (payout.FailureCode is not null) return Saving.ChangedMeanwhile;
        if (payout.WithheldBecause is not null) return (Payout?)null;
        if (payout.Transfer is not null && payout.BankAskedAtUtc is null && await HurdleAsync(db, payout, now, cancel) is { } hurdle)
        {
            payout.TakeBack(hurdle.Block, now);
            return (Payout?)null;
        }

        payout.BankAsked(now);
        return payout;
    }

    private async Task<PayoutHurdle?> HurdleAsync(MarketDb db, Payout payout, DateTime now, CancellationToken cancel)
    {
        var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == payout.Merchant, cancel);
        var mayTrade = await db.Merchants.AnyAsync(m => m.Id == payout.Merchant && m.Status == MerchantStatus.Approved, cancel);
        // What was written for one bank account, and perhaps approved, never goes to another.
        var elsewhere = account.BankChangedAtUtc >= payout.CreatedAtUtc ? new PayoutHurdle(PayoutBlock.BankChanged, account.BankChangedAtUtc + options.Value.CoolDown) : null;
        return PayoutRules.HurdleOf(mayTrade, account, options.Value.CoolDown, now) ?? elsewhere;
    }

    /// <summary>Whether an older one, of any merchant, waits for our balance at the provider in the same currency. What is short in a payee's own account holds up nobody else.</summary>
    private static Task<bool> IsOvertakingAsync(MarketDb db, Payout payout, CancellationToken cancel)
    {
        var (provider, currency, written, key) = (payout.Provider, payout.Amount.Currency, payout.CreatedAtUtc, payout.Key);
        return db.Payouts.AnyAsync(
            p => p.ShortSinceUtc != null && p.Status == PayoutStatus.Pending && p.Transfer == null && p.Provider == provider && p.Amount.Currency == currency
                && (p.CreatedAtUtc < written || (p.CreatedAtUtc == written && p.Key.CompareTo(key) < 0)), cancel);
    }

    private static async Task WithholdAsync(MarketDb db, Payout payout, PayoutHurdle hurdle, DateTime now, CancellationToken cancel)
    {
        payout.Withhold(hurdle.Block, now);
        db.JournalEntries.Add(PayoutJournal.Failed(payout, wasPaid: false, now));
        // It was due and is owed again: it goes out when nothing is in the way any more.
        var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == payout.Merchant, cancel);
        account.Ask(now);
        account.Blocked(hurdle, now);
    }

    /// <summary>Takes what was moved to the payee's account back to ours, and then the payout; what does not come back stays on its way, as what the market may lose by a merchant that
    /// it does not pay now, and is asked for again.</summary>
    private async Task TakeBackAsync(MarketDb db, PayoutId id, CancellationToken cancel)
    {
        var isBack = await settle.TakeBackAsync(db, id, "withheld", cancel);
        await db.AtomicallyAsync<Done>(async () =>
        {
            var (payout, now) = (await db.Payouts.SingleAsync(p => p.Id == id, cancel), clock.GetUtcNow().UtcDateTime);
            if (payout is not { Status: PayoutStatus.Pending, WithheldBecause: { } because }) return default(Done);
            if (isBack)
            {
                payout.TakenBack();
                await WithholdAsync(db, payout, await HurdleAsync(db, payout, now, cancel) ?? new PayoutHurdle(because), now, cancel);
            }
            else
            {
                payout.NotTakenBack(now);
            }

            return default(Done);
        }, cancel);
        if (!isBack) PayoutLog.Exposed(log, id.Value);
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
