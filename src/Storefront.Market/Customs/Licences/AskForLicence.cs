using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Customs.Readiness;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Customs;

/// <param name="Restriction">Its <see cref="Readiness.Restriction.Key"/>.</param>
/// <param name="File">As <see cref="AskForLicence.TakeFileAsync"/> named it.</param>
public sealed record LicenceDraft(Country Destination, string Restriction, string Number, string Authority, DateOnly ValidFrom, DateOnly? ValidTo, string File);

/// <param name="Goods">The restriction's id.</param>
public sealed record LicenceRow(
    Guid Id, MerchantId Merchant, string MerchantName, Country Destination, string Goods, string Number, string Authority, DateOnly ValidFrom, DateOnly? ValidTo, string File, LicenceStatus Status, string? Reason, DateTime AskedAtUtc);

/// <summary>A merchant records a licence or registration that a destination asks for. It lifts nothing before an admin has approved it.</summary>
public sealed class AskForLicence(MarketDb db, DestinationRules rules, IResizePictures pictures, IStoreFiles files, TimeProvider clock)
{
    public const int LongestNumber = 40;
    public const int LongestAuthority = 120;

    /// <summary>Of one merchant, that wait to be looked at.</summary>
    public const int MostAsked = 30;

    /// <summary>Takes in a picture of the paper, made anew as JPEG, so that nothing else of the file from outside is kept.</summary>
    /// <returns>The file's name, for the draft.</returns>
    public async Task<Outcome<string>> TakeFileAsync(MerchantId merchant, Actor actor, ReadOnlyMemory<byte> original, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return LicenceRefusals.NotFound;
        var resized = await pictures.ResizeAsync(original, cancel);
        if (!resized.Succeeded) return resized.Refusal;
        return (await files.SaveAsync(resized.Value.Sizes.Where(s => s.Format == PictureFormat.Jpeg).MaxBy(s => s.Width)!.Bytes, "jpg", cancel)).Name;
    }

    public async Task<Outcome<Guid>> RunAsync(MerchantId merchant, LicenceDraft draft, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return LicenceRefusals.NotFound;
        draft = draft with { Number = draft.Number.Trim(), Authority = draft.Authority.Trim() };
        if (!rules.LiftedIn(draft.Destination).Any(r => r.Key == draft.Restriction)) return LicenceRefusals.NotLifted;
        // Papers are printed in letters that customs everywhere reads.
        if (draft.Number.Length is 0 or > LongestNumber || !draft.Number.All(c => c is >= ' ' and <= '~')) return LicenceRefusals.NumberMissing;
        if (draft.Authority.Length is 0 or > LongestAuthority) return LicenceRefusals.AuthorityMissing;
        var now = clock.GetUtcNow().UtcDateTime;
        if (draft.ValidTo < draft.ValidFrom) return LicenceRefusals.PeriodWrong;
        if (draft.ValidTo < DateOnly.FromDateTime(now)) return LicenceRefusals.Over;
        if (!StoredFile.TryParse(draft.File, out var file) || await files.OpenAsync(file, cancel) is not { } stream) return LicenceRefusals.FileMissing;
        await stream.DisposeAsync();
        if (await db.MerchantLicences.CountAsync(l => l.Merchant == merchant && l.Status == LicenceStatus.Asked, cancel) >= MostAsked) return LicenceRefusals.TooMany;
        var licence = MerchantLicence.Ask(merchant, draft, actor.User, now);
        db.MerchantLicences.Add(licence);
        await db.SaveChangesAsync(cancel);
        return licence.Id;
    }

    /// <summary>A merchant's own, the newest first.</summary>
    public async Task<Outcome<Page<LicenceRow>>> ListAsync(MerchantId merchant, string? after, Actor actor, CancellationToken cancel) =>
        await actor.WorksForAsync(merchant, db, cancel) ? await db.LicencesAsync(db.MerchantLicences.Where(l => l.Merchant == merchant), after, cancel) : LicenceRefusals.NotFound;
}

internal static class LicenceRows
{
    public static async Task<Page<LicenceRow>> LicencesAsync(this MarketDb db, IQueryable<MerchantLicence> licences, string? after, CancellationToken cancel)
    {
        if (PageKey.Parse(after) is { } last && Guid.TryParse(last.Name, out var id)) licences = licences.Where(l => l.AskedAtUtc < last.AtUtc || (l.AskedAtUtc == last.AtUtc && l.Id.CompareTo(id) < 0));

        var rows = await licences.AsNoTracking().OrderByDescending(l => l.AskedAtUtc).ThenByDescending(l => l.Id).Take(PageKey.Size + 1)
            .Join(db.Merchants, l => l.Merchant, m => m.Id, (l, m) => new { l, m.Name }).OrderByDescending(x => x.l.AskedAtUtc).ThenByDescending(x => x.l.Id).ToListAsync(cancel);
        return PageKey.Cut(
            rows.ConvertAll(x => new LicenceRow(
                x.l.Id, x.l.Merchant, x.Name, x.l.Destination, Restriction.IdIn(x.l.Restriction), x.l.Number, x.l.Authority, x.l.ValidFrom, x.l.ValidTo, x.l.File, x.l.Status, x.l.Reason, x.l.AskedAtUtc)),
            r => new PageKey(r.AskedAtUtc, r.Id.ToString()));
    }
}
