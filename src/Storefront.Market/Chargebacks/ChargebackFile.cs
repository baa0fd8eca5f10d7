using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>A chargeback with everything that people judge it by.</summary>
public sealed record ChargebackSheet
{
    public required ChargebackId Id { get; init; }

    public required string OrderNumber { get; init; }

    public required string Provider { get; init; }

    public required string Reference { get; init; }

    public required Money Amount { get; init; }

    public required Money Fee { get; init; }

    public required string Reason { get; init; }

    public required ChargebackState State { get; init; }

    /// <summary>The provider's own word.</summary>
    public required string Told { get; init; }

    public required DateTime OpenedAtUtc { get; init; }

    public DateTime? AnswerByUtc { get; init; }

    /// <summary>When the answer goes out by itself; null when it does not.</summary>
    public DateTime? SendsItselfAtUtc { get; init; }

    public DateTime? AnswerAskedAtUtc { get; init; }

    public DateTime? AnsweredAtUtc { get; init; }

    public DateTime? GivenUpAtUtc { get; init; }

    public DateTime? ClosedAtUtc { get; init; }

    public string? FailureCode { get; init; }

    public required bool MayBeAnswered { get; init; }

    /// <summary>Whether who looks may hand it in.</summary>
    public required bool MayHandIn { get; init; }

    public required StagedEvidence Evidence { get; init; }

    /// <summary>What is added from our own records when it is handed in.</summary>
    public required ChargebackEvidence Facts { get; init; }

    /// <summary>Photos of the order's cases, which can be added.</summary>
    public required IReadOnlyList<string> Photos { get; init; }

    public required IReadOnlyList<ChargebackStep> Steps { get; init; }

    /// <summary>Empty for merchants.</summary>
    public required IReadOnlyList<ChargebackPostings> Journal { get; init; }
}

public sealed record ChargebackStep(ChargebackEntryKind Kind, string By, string? Text, DateTime AtUtc);

public sealed record ChargebackPostings(Guid Id, string Key, DateTime AtUtc, IReadOnlyList<(AccountKind Account, string Owner, Money Amount)> Postings);

/// <summary>Opens a chargeback for an admin, or for a merchant of its order.</summary>
public sealed class ChargebackFile(MarketDb db, HeldCases cases)
{
    public async Task<Outcome<ChargebackSheet>> OpenAsync(ChargebackId id, Actor actor, CancellationToken cancel)
    {
        if (await db.Chargebacks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } it || await db.DeskOfAsync(it.Order, actor, cancel) is not { } desk) return ChargebackRefusals.NotFound;
        var isAdmin = desk == "admin";
        var own = id.Value.ToString("N");
        var entries = isAdmin
            ? await db.JournalEntries.AsNoTracking().Include(e => e.Postings).Where(e => e.Order == it.Order && e.Key.Contains(own)).OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToListAsync(cancel)
            : [];
        return new ChargebackSheet
        {
            Id = id, OrderNumber = await db.Orders.Where(o => o.Id == it.Order).Select(o => o.Number).SingleAsync(cancel), Provider = it.Provider, Reference = it.Reference, Amount = it.Amount, Fee = it.Fee, Reason = it.Reason,
            State = it.State, Told = it.Told, OpenedAtUtc = it.OpenedAtUtc, AnswerByUtc = it.AnswerByUtc, SendsItselfAtUtc = it.SendsItselfAtUtc, AnswerAskedAtUtc = it.AnswerAskedAtUtc, AnsweredAtUtc = it.AnsweredAtUtc,
            GivenUpAtUtc = it.GivenUpAtUtc, ClosedAtUtc = it.ClosedAtUtc, FailureCode = it.FailureCode, MayBeAnswered = it.MayBeAnswered, MayHandIn = it.MayBeAnswered && (isAdmin || await db.IsAloneAsync(it.Order, actor, cancel)),
            Evidence = it.Evidence, Facts = isAdmin ? await db.FactsAsync(it.Order, cancel) : await db.FactsAsync(it.Order, cancel) with { BuyerEmail = null }, Photos = await cases.PhotosAsync(db, it.Order, cancel),
            // Of what happened in one instant the kinds tell the order.
            Steps = [.. (await db.ChargebackEntries.AsNoTracking().Where(e => e.Chargeback == id).Select(e => new ChargebackStep(e.Kind, e.By, e.Text, e.AtUtc)).ToListAsync(cancel)).OrderBy(s => s.AtUtc).ThenBy(s => s.Kind)],
            Journal = entries.ConvertAll(e => new ChargebackPostings(e.Id, e.Key, e.AtUtc, [.. e.Postings.OrderBy(p => p.Line).Select(p => (p.Account, p.Owner, p.Amount))])),
        };
    }
}
