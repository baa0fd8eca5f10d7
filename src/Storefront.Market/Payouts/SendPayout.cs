using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Payouts;

/// <summary>Takes a written payout to the provider: each of its shares to the merchant's account there, one after another, and then the whole to the bank. The keys are their own: asking again never
/// pays twice. Until the bank is first asked it is taken back when something now stands in the way, with what was moved to the merchant's account at the provider; afterwards only the provider's word ends
/// it. While an older one, whosever it is, waits because our balance in its currency is short, none overtakes it.</summary>
public sealed class SendPayout(
    IDbContextFactory<MarketDb> contexts, FollowPayoutAccount follow, SettlePayout settle, PayoutProviders providers, IOptions<PayoutOptions> options, TimeProvider clock, ILogger<SendPayout> log)
{
    /// <summary>So many transfers at once: far fewer than a message's lease allows. The sweeper goes on with the next.</summary>
    private const int MostAtOnce = 50;

    /// <exception cref="ProviderOutcomeUnknownException">No answer; the sweeper asks again with the same key.</exception>
    public async Task RunAsync(PayoutId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var payout = await settle.OpenAsync(db, id, cancel);
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

        if (payout.BankAskedAtUtc is null) await follow.RunAsync(payout.Merchant, cancel);
        if (await AskedElsewhereAsync(payout, cancel) is { } earlier)
        {
            await settle.ApplyAsync(id, earlier, cancel);
            return;
        }

        (int Number, string Transfer)? moved = null;
        for (var n = 0; ; n++)
        {
            var (answered, mayMove) = (moved, n < MostAtOnce);
            switch (await db.AtomicallyAsync(() => NextAsync(db, id, answered, mayMove, cancel), cancel))
            {
                case { Succeeded: true, Value: { Move: { } share } }:
                    var (told, generation) = await settle.MoveAsync(db, payout, share, cancel);
                    if (!told.Succeeded)
                    {
                        await settle.NotMovedAsync(db, share, told, generation, cancel);
                        return;
                    }

                    moved = (share.Number, told.Reference);
                    continue;
                case { Succeeded: true, Value: { Pay: { } asked } }:
                    var made = await settle.KeyedAsync(
                        db, asked, generation => providers.PayOut(payout.Provider).PayOutAsync(new PayoutToMake(payout.Key, payout.Payee, payout.Amount, payout.CreatedAtUtc, generation), cancel), cancel);
                    await settle.ApplyAsync(id, made, cancel);
                    return;
                case { Succeeded: true, Value: not null }:
                    await TakeBackAsync(db, id, cancel);
                    return;
                default:
                    return;
            }
        }
    }

    /// <param name="Move">The share that is to be moved now.</param>
    /// <param name="Pay">The payout, when all is moved and the bank is to be sent it.</param>
    private sealed record Step(PayoutShare? Move = null, Payout? Pay = null)
    {
        public static readonly Step Back = new();
    }

    /// <summary>Writes down what the last call answered and what is asked next, before it is asked: so that of all shares only one may be under way, and nothing new is moved once something stands in the
    /// way. Null when there is nothing to do now.</summary>
    /// <param name="moved">The transfer of the share that was just moved.</param>
    private async Task<Outcome<Step?>> NextAsync(MarketDb db, PayoutId id, (int Number, string Transfer)? moved, bool mayMove, CancellationToken cancel)
    {
        // As it is now, whoever wrote it: the calls took their time.
        db.ChangeTracker.Clear();
        var now = clock.GetUtcNow().UtcDateTime;
        var payout = await db.Payouts.SingleAsync(p => p.Id == id, cancel);
        var moves = payout.MovedAtUtc is null && providers.Transfer(payout.Provider) is not null;
        var open = moves ? await db.PayoutShares.Where(s => s.Payout == id && s.Transfer == null && s.Amount.Minor > 0).OrderBy(s => s.Number).Take(2).ToListAsync(cancel) : [];
        if (moved is { } last && open.Find(s => s.Number == last.Number) is { } share)
        {
            share.Moved(last.Transfer);
            open.Remove(share);
        }

        if (!payout.IsToSend || payout.FailureCode is not null) return (Step?)null;
        if (payout.WithheldBecause is not null) return Step.Back;
        if (payout.BankAskedAtUtc is null && (payout.AskedAtUtc is null || payout.Transfer is not null) && await HurdleAsync(db, payout, now, cancel) is { } hurdle)
        {
            if (payout.AskedAtUtc is null)
            {
                await WithholdAsync(db, payout, hurdle, now, cancel);
                return (Step?)null;
            }

            payout.TakeBack(hurdle.Block, now);
            return Step.Back;
        }

        if (payout.AskedAtUtc is null && await IsOvertakingAsync(db, payout, cancel))
        {
            payout.WaitForFunds(now);
            return (Step?)null;
        }

        if (open.Count > 0 && !mayMove) return (Step?)null;
        payout.Asked(now);
        if (open is [var next, ..])
        {
            next.Asked(now);
            return new Step(Move: next);
        }

        if (moves) payout.Moved(now);
        payout.BankAsked(now);
        return new Step(Pay: payout);
    }

    /// <summary>A node of a version that does not write down when it asks the bank may run beside this one: what was asked for a while ago, and is not marked, is looked up before it is taken for unsent.</summary>
    private async Task<ProviderPayout?> AskedElsewhereAsync(Payout read, CancellationToken cancel) =>
        read is { MovedAtUtc: not null, BankAskedAtUtc: null } && read.AskedAtUtc + SweepPayouts.Patience < clock.GetUtcNow().UtcDateTime
            ? await providers.PayOut(read.Provider).FindPayoutAsync(read.Payee, read.Key, read.CreatedAtUtc, cancel) : null;

    private async Task<PayoutHurdle?> HurdleAsync(MarketDb db, Payout payout, DateTime now, CancellationToken cancel)
    {
        var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == payout.Merchant, cancel);
        var mayTrade = await db.Merchants.AnyAsync(m => m.Id == payout.Merchant && m.Status == MerchantStatus.Approved, cancel);
        // What was written for one bank account, and perhaps approved, never goes to another.
        var elsewhere = account.BankChangedAtUtc >= payout.CreatedAtUtc ? new PayoutHurdle(PayoutBlock.BankChanged, account.BankChangedAtUtc + options.Value.CoolDown) : null;
        return PayoutRules.HurdleOf(mayTrade, account, options.Value.CoolDown, now) ?? elsewhere ?? (payout.AskedAtUtc is null ? await ShortfallAsync(db, payout, cancel) : null);
    }

    /// <summary>Days may have passed since it was written, and a line with an open case is never paid out: what else is owed no longer covers what cases keep. A debt alone,
    /// as for a label, holds nothing up: the next payout is less by it.</summary>
    private static async Task<PayoutHurdle?> ShortfallAsync(MarketDb db, Payout payout, CancellationToken cancel)
    {
        var currency = payout.Amount.Currency;
        var kept = (await db.KeptByCasesAsync(payout.Merchant, currency, cancel)).Values.Sum(currency);
        return kept.IsPositive && await db.OwedAsync(payout.Merchant, currency, cancel) < kept ? new PayoutHurdle(PayoutBlock.KeptByCases) : null;
    }

    /// <summary>Whether an older one, of any merchant, waits for our balance at the provider in the same currency. What is short in a payee's own account holds up nobody else.</summary>
    private static Task<bool> IsOvertakingAsync(MarketDb db, Payout payout, CancellationToken cancel)
    {
        var (provider, currency, written, key) = (payout.Provider, payout.Amount.Currency, payout.CreatedAtUtc, payout.Key);
        return db.Payouts.AnyAsync(
            p => p.ShortSinceUtc != null && p.Status == PayoutStatus.Pending && p.MovedAtUtc == null && p.Provider == provider && p.Amount.Currency == currency
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
}

public sealed class PayoutWrittenHandler(SendPayout send) : IHandle<PayoutWritten>
{
    public Task HandleAsync(PayoutWritten message, CancellationToken cancel) => send.RunAsync(message.Payout, cancel);
}
