using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Pricing;

namespace Storefront.Payouts;

/// <summary>Writes down the payouts whose day has come; what stands in the way is written down too, and stays due. Any node may run it at any time.</summary>
public sealed class WritePayouts(
    IDbContextFactory<MarketDb> contexts, FollowPayoutAccount follow, PayoutProviders providers, CurrentRates rates, IOptions<PayoutOptions> options, TimeProvider clock, ILogger<WritePayouts> log)
{
    /// <summary>What blocks a payout is looked at again after so long, or when it ends by itself.</summary>
    public static readonly TimeSpan PauseWhileBlocked = TimeSpan.FromHours(1);

    private const int BatchSize = 100;

    /// <summary>The number of payouts written.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await OpenAsync(db, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.PayoutAccounts.AsNoTracking().Where(a => a.LookAtUtc <= now).OrderBy(a => a.LookAtUtc).ThenBy(a => a.Merchant).Take(BatchSize).Select(a => a.Merchant).ToListAsync(cancel);
        var written = 0;
        foreach (var merchant in due)
        {
            try
            {
                await follow.RunAsync(merchant, cancel);
                db.ChangeTracker.Clear();
                // The provider was asked meanwhile: what is owed by now is paid by an entry of now.
                var outcome = await db.AtomicallyAsync(() => WriteAsync(db, merchant, clock.GetUtcNow().UtcDateTime, cancel), cancel);
                if (outcome is { Succeeded: true, Value: true }) written++;
            }
            catch (ProviderOutcomeUnknownException e)
            {
                PayoutLog.AccountUnanswered(log, merchant.Value, e);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // As in the sweep: one merchant's fault is not the others'.
                PayoutLog.Faulty(log, merchant.Value, e);
            }
        }

        return written;
    }

    /// <summary>Every merchant that ever traded has a plan: weekly until it chooses.</summary>
    private async Task OpenAsync(MarketDb db, CancellationToken cancel)
    {
        var planless = db.Merchants.Where(m => m.ApprovedAtUtc != null && !db.PayoutAccounts.Any(a => a.Merchant == m.Id)).OrderBy(m => m.Id).Take(BatchSize).Select(m => m.Id);
        if (!await planless.AnyAsync(cancel)) return;
        var now = clock.GetUtcNow().UtcDateTime;
        await db.AtomicallyAsync<Done>(async () =>
        {
            var without = await planless.ToListAsync(cancel);
            db.PayoutAccounts.AddRange(without.Select(m => PayoutAccount.For(m, providers.Default, now)));
            return default(Done);
        }, cancel);
        db.ChangeTracker.Clear();
    }

    private async Task<Outcome<bool>> WriteAsync(MarketDb db, MerchantId id, DateTime now, CancellationToken cancel)
    {
        var account = await db.PayoutAccounts.SingleAsync(a => a.Merchant == id, cancel);
        if (account.LookAtUtc is not { } look || look > now) return false;
        if (account.DueAtUtc is not { } due || due > now)
        {
            // Looked at for what the account may do now; its day has not come.
            account.Next(now);
            return false;
        }

        var merchant = await db.Merchants.AsNoTracking().SingleAsync(m => m.Id == id, cancel);
        var facts = await db.FactsAsync(merchant, account, providers, options.Value.CoolDown, cancel);
        switch (PayoutRules.HurdleOf(facts, now))
        {
            case { Block: PayoutBlock.NothingOwed or PayoutBlock.BelowMinimum } little:
                account.Next(now, little);
                return false;
            case { } hurdle:
                account.Blocked(hurdle, now);
                return false;
            default:
                var payout = Payout.Of(account, facts.Payable, NeedsTwo(facts.Payable) ? 2 : 0, now);
                if (providers.Transfer(payout.Provider) is not null)
                {
                    payout.Cut();
                    db.PayoutShares.AddRange(await db.SharesAsync(payout, facts.Owed, await db.KeptByCasesAsync(id, merchant.Currency, cancel), providers.PayOut(payout.Provider).PayablePart, cancel));
                }

                db.Payouts.Add(payout);
                db.JournalEntries.Add(PayoutJournal.Written(payout, now));
                account.Next(now);
                if (payout.IsToSend) db.Tell(new PayoutWritten(payout.Id), now);
                return true;
        }
    }

    /// <summary>An amount in a currency without a rate is not known to be small.</summary>
    private bool NeedsTwo(Money amount) => !rates.Now.Knows(amount.Currency) || rates.Now.Convert(amount, Currency.Eur, Rounding.HalfUp) > options.Value.ApprovalAbove;
}

/// <summary>A payout was written down, or approved, and is to be taken to the provider.</summary>
public sealed record PayoutWritten(PayoutId Payout);

internal static partial class PayoutLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider gave no answer about the account of merchant {Merchant}; it is asked again")]
    public static partial void AccountUnanswered(ILogger log, Guid merchant, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider gave no answer about payout {Payout}; it is asked again with the same key")]
    public static partial void Unanswered(ILogger log, Guid payout, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The payout, or the payouts of the merchant, {Id} met a fault; the others go on, and a person must look")]
    public static partial void Faulty(ILogger log, Guid id, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Payout {Payout} failed ({Code}); the merchant is owed again")]
    public static partial void Failed(ILogger log, Guid payout, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "The provider does not know payout {Payout}, which it was sent; a person must look")]
    public static partial void Unknown(ILogger log, Guid payout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reversal {Reversal} was refused ({Code}); what the merchant owes is netted from what it earns next")]
    public static partial void StaysDebt(ILogger log, Guid reversal, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "A part of the transfer of payout {Payout} was taken back at the provider and not by us; a person must look")]
    public static partial void TakenBackElsewhere(ILogger log, Guid payout);

    [LoggerMessage(Level = LogLevel.Error, Message = "Payout {Payout} waits: our balance at the provider is short. It and those after it go out by themselves once the balance is filled up")]
    public static partial void Short(ILogger log, Guid payout);

    [LoggerMessage(Level = LogLevel.Error, Message = "What was moved for payout {Payout} to the account of a merchant that is not to be paid now does not come back; it is asked for again")]
    public static partial void Exposed(ILogger log, Guid payout);

    [LoggerMessage(Level = LogLevel.Error, Message = "Payout {Payout} failed ({Code}) and its transfer does not come back; a person must look")]
    public static partial void NotReversed(ILogger log, Guid payout, string code);
}
