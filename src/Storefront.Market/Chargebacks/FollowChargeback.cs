using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>Brings a chargeback to the state that the provider now tells. Webhook, sweeper and comparison all come here; states move forward only, and
/// money moves once for each.</summary>
public sealed class FollowChargeback(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, ProviderAbilities abilities, SettlePayment settle, HeldCases cases, IOptions<HoldOptions> holds, TimeProvider clock, ILogger<FollowChargeback> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    public async Task RunAsync(string provider, string reference, CancellationToken cancel)
    {
        if (await abilities.Contest(provider).ReadChargebackAsync(reference, cancel) is not { } told)
        {
            ChargebackLog.NotThere(log, provider, reference);
            return;
        }

        await ApplyAsync(provider, told, cancel);
    }

    internal async Task ApplyAsync(string provider, ProviderChargeback told, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        string? payment = null;
        if (!await db.Chargebacks.AnyAsync(c => c.Provider == provider && c.Reference == told.Reference, cancel))
        {
            payment = told.Payment is { } belongs ? await providers.For(provider).FindPaymentAsync(belongs, cancel) : null;
            // The money may have come, and nobody told us yet.
            if (payment is not null && await db.Payments.AsNoTracking().Where(p => p.Provider == provider && p.Reference == payment && p.Status != PaymentStatus.Captured).Select(p => (PaymentId?)p.Id).FirstOrDefaultAsync(cancel) is { } unpaid)
                await settle.RunAsync(unpaid, cancel);
        }

        var there = await MadeThereAsync(db, provider, told, payment, cancel);
        var applied = await db.AtomicallyAsync<Done>(async () =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var chargeback = await db.Chargebacks.SingleOrDefaultAsync(c => c.Provider == provider && c.Reference == told.Reference, cancel);
            var paid = chargeback is { } known
                ? await db.Payments.SingleAsync(p => p.Id == known.Payment, cancel)
                : await db.Payments.SingleOrDefaultAsync(p => p.Provider == provider && p.Reference == payment && p.Status == PaymentStatus.Captured, cancel);
            if (paid is null || told.Amount.Currency != paid.Amount.Currency || told.Amount > paid.Amount || (chargeback is not null && chargeback.Amount != told.Amount))
            {
                await DifferAsync(db, provider, told, paid, chargeback, now, cancel);
                if (chargeback is null || chargeback.Amount != told.Amount) return default(Done);
            }

            var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == paid!.Order, cancel);
            if (chargeback is null)
            {
                chargeback = Chargeback.Of(paid!, told, now);
                db.Chargebacks.Add(chargeback);
                db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.ChargebackOpened, "provider", now, told.Amount.ToString()));
                ChargebackLog.Opened(log, chargeback.Id.Value, order.Number, told.Told);
            }

            await MoveAsync(db, chargeback, told, paid!, order, there, now, cancel);
            return default(Done);
        }, cancel);
        if (!applied.Succeeded) throw new DbUpdateConcurrencyException($"Chargeback {told.Reference} could not be followed: {applied.Refusal.Code}.");
    }

    /// <summary>The references of refunds on their way that the provider has made or will: the bank does not pay them instead, whatever it keeps. Asked before anything is written.</summary>
    private async Task<Dictionary<Guid, string>> MadeThereAsync(MarketDb db, string provider, ProviderChargeback told, string? payment, CancellationToken cancel)
    {
        var there = new Dictionary<Guid, string>();
        if (told.State != ChargebackState.Lost) return there;
        var open = await (from r in db.Refunds.AsNoTracking()
                          join p in db.Payments on r.Payment equals p.Id
                          where r.Status == RefundStatus.Pending && p.Provider == provider && p.Reference != null
                              && (p.Reference == payment || db.Chargebacks.Any(c => c.Payment == p.Id && c.Provider == provider && c.Reference == told.Reference))
                          select new { Refund = r, Payment = p.Reference }).ToListAsync(cancel);
        foreach (var one in open)
        {
            if (await providers.For(provider).FindRefundAsync(one.Payment!, one.Refund.ProviderKey, cancel) is { } made && (made.Succeeded || made.Pending)) there[one.Refund.Id] = made.Reference;
        }

        return there;
    }

    private async Task MoveAsync(MarketDb db, Chargeback chargeback, ProviderChargeback told, Payment payment, Order order, Dictionary<Guid, string> there, DateTime now, CancellationToken cancel)
    {
        var (word, wasOpen, before) = (chargeback.Told, chargeback.IsOpen, chargeback.State);
        var moved = chargeback.Follow(told, now);
        if (moved || word != chargeback.Told) db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.Told, "provider", told.Told, now));
        ChargeFee(db, chargeback, told, now);
        if (!wasOpen)
        {
            if (told.State != chargeback.State && told.State != ChargebackState.Unknown) await ContradictAsync(db, chargeback, told, now, cancel);
            chargeback.Close(chargeback.ClosedAtUtc!.Value);
            return;
        }

        if (chargeback.State.TookMoney() && chargeback.DebitedAtUtc is null) await DebitAsync(db, chargeback, payment, now, cancel);
        if (chargeback.State.IsEnd()) await EndAsync(db, chargeback, payment, order, there, now, cancel);
        // The merchants hear of it when there is something to do, once as an inquiry and once as a chargeback.
        else if (moved && before is ChargebackState.Unknown or ChargebackState.Inquiry) await db.TellOpenedAsync(chargeback, order, now, cancel);
        await db.PauseAsync(cases, new ReleaseFunds(db, holds), payment, order, chargeback.IsOpen, except: chargeback.Id.Value, now, cancel);
    }

    private async Task DebitAsync(MarketDb db, Chargeback chargeback, Payment payment, DateTime now, CancellationToken cancel)
    {
        chargeback.Debited(now);
        payment.ChargebackOpened();
        db.JournalEntries.Add(ChargebackJournal.Debited(chargeback, now));
        db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.Debited, "provider", chargeback.Amount.ToString(), now));
        await cases.FreezeAsync(db, chargeback.Order, now, cancel);
        foreach (var warning in await db.FraudWarnings.Where(w => w.Payment == payment.Id && w.Verdict == FraudVerdict.Open).ToListAsync(cancel)) warning.Judge(FraudVerdict.Overtaken, null, now);
    }

    private async Task EndAsync(MarketDb db, Chargeback chargeback, Payment payment, Order order, Dictionary<Guid, string> there, DateTime now, CancellationToken cancel)
    {
        chargeback.Close(now);
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.ChargebackClosed, "provider", now, chargeback.State.ToString()));
        await db.TellClosedAsync(chargeback, order, now, cancel);
        if (chargeback.DebitedAtUtc is null) return;
        payment.ChargebackClosed();
        if (chargeback.State == ChargebackState.Lost) await LoseAsync(db, chargeback, payment, order, there, now, cancel);
        else
        {
            db.JournalEntries.Add(ChargebackJournal.Returned(chargeback, now));
            db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.MoneyBack, "provider", chargeback.Amount.ToString(), now));
        }

        await cases.GoOnAsync(db, order, thaw: payment.OpenChargebacks == 0, now, cancel);
    }

    /// <summary>The bank keeps the money: it counts as a refund of the order, or as the refunds that were on their way to the same buyer. One that the provider has goes there besides: the market bears the one or the other, and a person must look.</summary>
    private async Task LoseAsync(MarketDb db, Chargeback chargeback, Payment payment, Order order, Dictionary<Guid, string> there, DateTime now, CancellationToken cancel)
    {
        var own = chargeback.Id.Value.ToString("N");
        db.JournalEntries.Add(ChargebackJournal.Lost(chargeback, now));
        db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.MoneyLost, "provider", chargeback.Amount.ToString(), now));
        foreach (var passed in FeeOfTheLost.PassedOn(chargeback, order, now))
        {
            db.JournalEntries.Add(passed);
            var borne = passed.Postings.Single(p => p.Account == AccountKind.MerchantPayable);
            db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.FeePassedOn, "timer", borne.Amount.ToString(), now));
        }

        var left = new Money(payment.Amount.Minor - payment.RefundedMinor, payment.Amount.Currency);
        var beyond = chargeback.Amount > left ? chargeback.Amount - left : Money.Zero(left.Currency);
        await db.AdoptRefundAsync(order, payment, null, chargeback.Amount - beyond, $"chargeback:{own}", chargeback.Reference, now, cancel);
        var beyondPaid = await db.CoverRefundsAsync(payment.Id, beyond, there.Keys, own, chargeback.Reference, (refund, part) => db.JournalEntries.Add(ChargebackJournal.PaidInstead(chargeback, refund.Id, part, now)), now, cancel);
        if (beyondPaid.IsPositive)
        {
            db.JournalEntries.Add(ChargebackJournal.Borne(chargeback, beyondPaid, now));
            ChargebackLog.Beyond(log, chargeback.Id.Value, beyondPaid.ToString());
            if (there.Count > 0)
                await db.DifferAsync(
                    null, chargeback.Provider, DifferenceKind.AmountDiffers, ProviderObjectKind.Chargeback, chargeback.Reference, chargeback.Order, (chargeback.Amount - beyondPaid).ToString(),
                    $"{chargeback.Amount} {chargeback.Told}, {string.Join(' ', there.Values)}", now, cancel);
        }
    }

    private static void ChargeFee(MarketDb db, Chargeback chargeback, ProviderChargeback told, DateTime now)
    {
        if (told.Fee is not { } fee || fee == chargeback.Fee || (!chargeback.Fee.IsZero && fee.Currency != chargeback.Fee.Currency)) return;
        var change = chargeback.Fee.Currency == fee.Currency ? fee - chargeback.Fee : fee;
        chargeback.Charged(fee);
        db.JournalEntries.Add(ChargebackJournal.Fee(chargeback, change, now));
        db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.FeeCharged, "provider", change.ToString(), now));
    }

    /// <summary>An end does not become another: a person has to look, and nothing is changed.</summary>
    private async Task ContradictAsync(MarketDb db, Chargeback chargeback, ProviderChargeback told, DateTime now, CancellationToken cancel)
    {
        if (!await db.DifferAsync(null, chargeback.Provider, DifferenceKind.StateDiffers, ProviderObjectKind.Chargeback, chargeback.Reference, chargeback.Order, chargeback.State.ToString(), told.Told, now, cancel)) return;
        db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, ChargebackEntryKind.Contradicted, "provider", told.Told, now));
        ChargebackLog.Contradicts(log, chargeback.Id.Value, chargeback.State, told.Told);
    }

    private async Task DifferAsync(MarketDb db, string provider, ProviderChargeback told, Payment? payment, Chargeback? chargeback, DateTime now, CancellationToken cancel)
    {
        var kind = payment is null ? DifferenceKind.UnknownHere : DifferenceKind.AmountDiffers;
        var ours = chargeback?.Amount.ToString() ?? payment?.Amount.ToString();
        if (await db.DifferAsync(null, provider, kind, ProviderObjectKind.Chargeback, told.Reference, payment?.Order, ours, $"{told.Amount} {told.Told}", now, cancel)) ChargebackLog.DoesNotFit(log, told.Reference, provider);
    }
}

internal static partial class ChargebackLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider '{Provider}' tells of chargeback {Reference} and knows it not")]
    public static partial void NotThere(ILogger log, string provider, string reference);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chargeback {Id} was opened on order {Order} ({Told}); it has to be answered")]
    public static partial void Opened(ILogger log, Guid id, string order, string told);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chargeback {Reference} of '{Provider}' fits no payment of ours; a person must look")]
    public static partial void DoesNotFit(ILogger log, string reference, string provider);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chargeback {Id} is {State} here and the provider now says {Told}; a person must look")]
    public static partial void Contradicts(ILogger log, Guid id, ChargebackState state, string told);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chargeback {Id} took {Amount} more than was paid; the platform bears it and a person must look")]
    public static partial void Beyond(ILogger log, Guid id, string amount);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Order {Order} stands still: the card's network doubts its payment ({Kind})")]
    public static partial void Warned(ILogger log, string order, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider gave no answer about chargeback {Id}; it is asked again")]
    public static partial void Unanswered(ILogger log, Guid id, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Chargeback {Id} cannot be followed; the others are")]
    public static partial void Faulty(ILogger log, Guid id, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The provider takes no answer to chargeback {Id} ({Code}); a person must look before its deadline")]
    public static partial void NotTaken(ILogger log, Guid id, string code);
}
