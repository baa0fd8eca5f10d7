using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Chargebacks;

/// <summary>Takes in a warning of fraud: from then on nothing of the order is sent or released.</summary>
public sealed class FollowFraudWarning(IDbContextFactory<MarketDb> contexts, PaymentProviders providers, ProviderAbilities abilities, HeldCases cases, IOptions<HoldOptions> holds, TimeProvider clock, ILogger<FollowFraudWarning> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    public async Task RunAsync(string provider, string reference, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.FraudWarnings.AnyAsync(w => w.Provider == provider && w.Reference == reference, cancel)) return;
        if (await abilities.Contest(provider).ReadWarningAsync(reference, cancel) is not { Payment: { } belongs } told) return;
        var found = await providers.For(provider).FindPaymentAsync(belongs, cancel);
        var written = await db.AtomicallyAsync<Done>(async () =>
        {
            if (await db.FraudWarnings.AnyAsync(w => w.Provider == provider && w.Reference == reference, cancel)) return default(Done);
            if (await db.Payments.SingleOrDefaultAsync(p => p.Provider == provider && p.Reference == found, cancel) is not { } payment) return default(Done);
            var now = clock.GetUtcNow().UtcDateTime;
            var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == payment.Order, cancel);
            var warning = FraudWarning.Of(payment, told, now);
            db.FraudWarnings.Add(warning);
            if (payment.OpenChargebacks > 0) warning.Judge(FraudVerdict.Overtaken, null, now);
            else await db.PauseAsync(cases, new ReleaseFunds(db, holds), payment, order, isOpen: true, warning.Id, now, cancel);
            db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.FraudWarned, "provider", now, warning.Kind));
            ChargebackLog.Warned(log, order.Number, warning.Kind);
            return default(Done);
        }, cancel);
        if (!written.Succeeded) throw new DbUpdateConcurrencyException($"Warning {reference} could not be taken in: {written.Refusal.Code}.");
    }
}

/// <summary>An admin has looked at a warning of fraud: everything goes back before the bank takes it, or the order goes on.</summary>
public sealed class JudgeFraudWarning(MarketDb db, HeldCases cases, ReleaseFunds release, TimeProvider clock)
{
    public Task<Outcome<Done>> RefundAsync(Guid id, Actor actor, CancellationToken cancel) => JudgeAsync(id, actor, FraudVerdict.Refunded, async (order, now) =>
    {
        foreach (var consignment in order.Consignments.Where(c => c.Refundable.IsPositive))
        {
            await db.WriteRefundAsync(order, consignment, LineRefund.Over(consignment.Lines, consignment.Refundable), $"warning:{consignment.Id.Value:N}", now, cancel);
            await db.EndIfAllRefundedAsync(order, consignment, now, cancel);
        }
    }, cancel);

    public Task<Outcome<Done>> DismissAsync(Guid id, Actor actor, CancellationToken cancel) => JudgeAsync(id, actor, FraudVerdict.Dismissed, (order, now) =>
    {
        db.OrderEvents.Add(OrderEvent.Of(order.Id, null, OrderEventKind.FraudWarningDismissed, "admin", now));
        return Task.CompletedTask;
    }, cancel);

    private Task<Outcome<Done>> JudgeAsync(Guid id, Actor actor, FraudVerdict verdict, Func<Order, DateTime, Task> act, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.FraudWarnings.SingleOrDefaultAsync(w => w.Id == id, cancel) is not { } warning) return ChargebackRefusals.NotFound;
        if (warning.Verdict != FraudVerdict.Open) return warning.Verdict == verdict ? default(Done) : ChargebackRefusals.NotNow;
        var now = clock.GetUtcNow().UtcDateTime;
        var order = await db.Orders.Include(o => o.Consignments).ThenInclude(c => c.Lines).SingleAsync(o => o.Id == warning.Order, cancel);
        var payment = await db.Payments.SingleAsync(p => p.Id == warning.Payment, cancel);
        await act(order, now);
        warning.Judge(verdict, actor.User, now);
        await db.PauseAsync(cases, release, payment, order, isOpen: false, warning.Id, now, cancel);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(JudgeFraudWarning), $"order {order.Number}", verdict.ToString(), now));
        return default(Done);
    }, cancel);
}
