using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Merchants;
using Storefront.Trust;

namespace Storefront.Customs;

/// <summary>A merchant's licences have changed what it may sell where: its listings are looked at again.</summary>
public sealed record LicencesTurned(MerchantId Merchant);

/// <summary>An admin has judged a licence; its merchant is to hear of it.</summary>
public sealed record LicenceJudged(Guid Licence, LicenceStatus Status);

/// <summary>An admin approves a merchant's licence, refuses it, or ends one that was approved. It takes effect at once on this node, within seconds on the others; orders that are there keep what they were promised, labels are refused.</summary>
public sealed class JudgeLicence(MarketDb db, FollowLicences follow, TimeProvider clock)
{
    public const int LongestReason = 500;

    public async Task<Outcome<Done>> ApproveAsync(Guid id, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (await db.MerchantLicences.SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } licence) return LicenceRefusals.NotFound;
        if (licence.Status == LicenceStatus.Approved) return default(Done);
        if (licence.Status != LicenceStatus.Asked) return LicenceRefusals.NotNow;
        var now = clock.GetUtcNow().UtcDateTime;
        if (licence.ValidTo < DateOnly.FromDateTime(now)) return LicenceRefusals.Over;
        licence.Approve(now);
        return await TurnAsync(licence, "approved", actor, now, cancel);
    }

    /// <summary>Only one that waits: who saw it wait must not end what another admin has approved meanwhile.</summary>
    /// <param name="reason">Told to the merchant.</param>
    public async Task<Outcome<Done>> RefuseAsync(Guid id, string reason, Actor actor, CancellationToken cancel)
    {
        var found = await FindAsync(id, LicenceStatus.Asked, reason, actor, cancel);
        if (!found.Succeeded) return found.Refusal;
        var (licence, now) = (found.Value, clock.GetUtcNow().UtcDateTime);
        licence.Close(LicenceStatus.Refused, reason.Trim(), now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(JudgeLicence), Subject(licence), $"refused: {reason.Trim()}", now));
        db.Tell(new LicenceJudged(licence.Id, licence.Status), now);
        return await db.SaveOrStaleAsync(cancel);
    }

    /// <summary>Only one that was approved.</summary>
    /// <param name="reason">Told to the merchant.</param>
    public async Task<Outcome<Done>> EndAsync(Guid id, string reason, Actor actor, CancellationToken cancel)
    {
        var found = await FindAsync(id, LicenceStatus.Approved, reason, actor, cancel);
        if (!found.Succeeded) return found.Refusal;
        var (licence, now) = (found.Value, clock.GetUtcNow().UtcDateTime);
        licence.Close(LicenceStatus.Ended, reason.Trim(), now);
        return await TurnAsync(licence, $"ended: {reason.Trim()}", actor, now, cancel);
    }

    /// <summary>Those of a status, of all merchants, the newest first.</summary>
    public async Task<Outcome<Page<LicenceRow>>> ListAsync(LicenceStatus status, string? after, Actor actor, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? await db.LicencesAsync(db.MerchantLicences.Where(l => l.Status == status), after, cancel) : AccountRefusals.AdminsOnly;

    /// <summary>The licence that is closed for a reason, where it stands as it has to.</summary>
    private async Task<Outcome<MerchantLicence>> FindAsync(Guid id, LicenceStatus wanted, string reason, Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > LongestReason) return LicenceRefusals.ReasonMissing;
        if (await db.MerchantLicences.SingleOrDefaultAsync(l => l.Id == id, cancel) is not { } licence) return LicenceRefusals.NotFound;
        return licence.Status == wanted ? licence : LicenceRefusals.NotNow;
    }

    private async Task<Outcome<Done>> TurnAsync(MerchantLicence licence, string what, Actor actor, DateTime now, CancellationToken cancel)
    {
        licence.Shown(now);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(JudgeLicence), Subject(licence), what, now));
        db.Tell(new LicencesTurned(licence.Merchant), now);
        db.Tell(new LicenceJudged(licence.Id, licence.Status), now);
        var saved = await db.SaveOrStaleAsync(cancel);
        if (saved.Succeeded) await follow.RunAsync(cancel);
        return saved;
    }

    private static string Subject(MerchantLicence licence) => $"licence {licence.Id} for {licence.Restriction} to {licence.Destination}";
}
