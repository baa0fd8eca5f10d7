using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Chargebacks;

/// <summary>A merchant or an admin gathers what the bank will be answered with, hands it in, or decides that it is not worth an answer.</summary>
public sealed class AnswerChargeback(MarketDb db, HeldCases cases, TimeProvider clock)
{
    public Task<Outcome<Done>> StageAsync(ChargebackId id, Actor actor, string? statement, string? refusalReason, CancellationToken cancel) => ActAsync(id, actor, (it, by, now) =>
    {
        if (statement?.Length > StagedEvidence.LongestText || refusalReason?.Length > StagedEvidence.LongestText) return Task.FromResult<Refusal?>(ChargebackRefusals.TextTooLong);
        it.Stage(it.Evidence with { Statement = Plain(statement), RefundRefusalReason = Plain(refusalReason) });
        Gathered(it, by, null, now);
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    /// <summary>Adds a file that the buyer or the merchant showed in a case of the order, or that was taken in for this.</summary>
    public Task<Outcome<Done>> AddFileAsync(ChargebackId id, Actor actor, EvidenceDocument kind, string name, CancellationToken cancel) => ActAsync(id, actor, async (it, by, now) =>
    {
        if (!await db.MayBeShownAsync(cases, it, name, cancel)) return ChargebackRefusals.FileMissing;
        it.Stage(it.Evidence.With(new StagedFile(kind, name)));
        Gathered(it, by, kind.ToString(), now);
        return null;
    }, cancel);

    public Task<Outcome<Done>> TakeFileAwayAsync(ChargebackId id, Actor actor, EvidenceDocument kind, CancellationToken cancel) => ActAsync(id, actor, (it, by, now) =>
    {
        it.Stage(it.Evidence.Without(kind));
        Gathered(it, by, kind.ToString(), now);
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    /// <summary>It can be done once.</summary>
    public Task<Outcome<Done>> HandInAsync(ChargebackId id, Actor actor, CancellationToken cancel) => ActAsync(id, actor, async (it, by, now) =>
    {
        if (by != "admin" && !await db.IsAloneAsync(it.Order, actor, cancel)) return AccountRefusals.AdminsOnly;
        db.AskAnswer(it, by, now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(AnswerChargeback), $"chargeback {id.Value}", "handed in", now));
        return null;
    }, cancel);

    public Task<Outcome<Done>> GiveUpAsync(ChargebackId id, Actor actor, CancellationToken cancel) => ActAsync(id, actor, (it, by, now) =>
    {
        if (by != "admin") return Task.FromResult<Refusal?>(AccountRefusals.AdminsOnly);
        it.GiveUp(now);
        db.ChargebackEntries.Add(ChargebackEntry.Of(id, ChargebackEntryKind.NotContested, by, null, now));
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(AnswerChargeback), $"chargeback {id.Value}", "not contested", now));
        db.Tell(new ChargebackAnswerWritten(id), now);
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    private void Gathered(Chargeback it, string by, string? what, DateTime now) => db.ChargebackEntries.Add(ChargebackEntry.Of(it.Id, ChargebackEntryKind.EvidenceGathered, by, what, now));

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private Task<Outcome<Done>> ActAsync(ChargebackId id, Actor actor, Func<Chargeback, string, DateTime, Task<Refusal?>> act, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (await db.Chargebacks.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } it || await db.DeskOfAsync(it.Order, actor, cancel) is not { } by) return ChargebackRefusals.NotFound;
        if (!it.MayBeAnswered) return ChargebackRefusals.NotNow;
        return await act(it, by, clock.GetUtcNow().UtcDateTime) is { } refusal ? refusal : default(Done);
    }, cancel);
}

/// <summary>An answer was written down, or it was decided that there is none; the provider is to be told.</summary>
public sealed record ChargebackAnswerWritten(ChargebackId Chargeback);

internal static class AnswerWriting
{
    public static void AskAnswer(this MarketDb db, Chargeback chargeback, string by, DateTime nowUtc)
    {
        chargeback.AskAnswer(nowUtc);
        db.ChargebackEntries.Add(ChargebackEntry.Of(chargeback.Id, by == "timer" ? ChargebackEntryKind.HandedInByItself : ChargebackEntryKind.HandedIn, by, null, nowUtc));
        db.Tell(new ChargebackAnswerWritten(chargeback.Id), nowUtc);
    }

    /// <summary>Whether a file belongs to the order's cases or was taken in for this chargeback.</summary>
    public static async Task<bool> MayBeShownAsync(this MarketDb db, HeldCases cases, Chargeback chargeback, string name, CancellationToken cancel)
    {
        if (chargeback.Evidence.Files.Any(f => f.Name == name) || await db.ChargebackEntries.AnyAsync(e => e.Chargeback == chargeback.Id && e.Text == name, cancel)) return true;
        return (await cases.PhotosAsync(db, chargeback.Order, cancel)).Contains(name);
    }
}
