using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Trust;

namespace Storefront.Pricing;

/// <summary>Rates that were read and not yet taken in.</summary>
public sealed record RateProposal(ReferenceRates Read, RateComparison Comparison);

/// <summary>Takes published rates into the market. A file with any fault is refused whole; a rate that jumps is stored and not used, and the last
/// good one stays. Each edition of a day is written once, whichever node or admin is first; then it holds at once on this node and within
/// seconds on the others.</summary>
public sealed class ImportRates(MarketDb db, IReadReferenceRates source, RatePolicy policy, FollowRates follow, TimeProvider clock, ILogger<ImportRates> log)
{
    /// <summary>Largest file that is looked at; all days since 1999 are about 8 MB as XML.</summary>
    public const int LargestBytes = 16 * 1024 * 1024;

    private static readonly HashSet<Currency> NoneAccepted = [];

    /// <summary>What the configured source would change. Nothing is saved.</summary>
    public async Task<Outcome<RateProposal>> LookAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var read = await source.FetchAsync(cancel);
        return read.Succeeded ? await ProposeAsync(read.Value, cancel) : read.Refusal;
    }

    /// <summary>What a file would change. Nothing is saved.</summary>
    public async Task<Outcome<RateProposal>> LookAsync(Actor actor, ReadOnlyMemory<byte> file, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (file.Length > LargestBytes) return PricingRefusals.FileTooLarge(LargestBytes);
        var read = source.Read(file);
        return read.Succeeded ? await ProposeAsync(read.Value, cancel) : read.Refusal;
    }

    /// <summary>Takes in what was proposed, compared anew with what stands by now.</summary>
    /// <param name="accepted">Currencies whose jump on the newest day is right.</param>
    public async Task<Outcome<RateComparison>> TakeInAsync(Actor actor, ReferenceRates read, IReadOnlySet<Currency> accepted, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? await StoreAsync(read, actor.User, accepted, cancel) : AccountRefusals.AdminsOnly;

    /// <summary>Reads the configured source and takes in what is new, for the worker.</summary>
    public async Task<Outcome<RateComparison>> FetchAsync(CancellationToken cancel)
    {
        var read = await source.FetchAsync(cancel);
        return read.Succeeded ? await StoreAsync(read.Value, null, NoneAccepted, cancel) : read.Refusal;
    }

    private async Task<Outcome<RateProposal>> ProposeAsync(ReferenceRates read, CancellationToken cancel)
    {
        var compared = await CompareAsync(read, NoneAccepted, cancel);
        return compared.Succeeded ? new RateProposal(read, compared.Value) : compared.Refusal;
    }

    private async Task<Outcome<RateComparison>> StoreAsync(ReferenceRates read, UserId? by, IReadOnlySet<Currency> accepted, CancellationToken cancel)
    {
        var stored = await db.AtomicallyAsync<RateComparison>(async () =>
        {
            var compared = await CompareAsync(read, accepted, cancel);
            if (!compared.Succeeded) return compared;
            var now = clock.GetUtcNow().UtcDateTime;
            db.RateDays.AddRange(compared.Value.Days.Select(day => RateDay.Of(read.Source, day, by, now)));
            if (compared.Value.Days is [.., var newest])
                db.AuditLog.Add(AuditEntry.Of(by, nameof(ImportRates), $"rates {newest.PublishedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", Told(compared.Value), now));
            return compared;
        }, cancel);
        if (!stored.Succeeded) return stored;
        foreach (var change in stored.Value.Refused) RatesLog.Jumped(log, change.Currency.Code, change.Before, change.Now);
        if (stored.Value.Days.Count > 0) await follow.RunAsync(cancel);
        return stored;
    }

    private async Task<Outcome<RateComparison>> CompareAsync(ReferenceRates read, IReadOnlySet<Currency> accepted, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var first = read.Days.Count == 0 ? today : read.Days[0].PublishedOn;
        var oldest = today.AddDays(-policy.HistoryDays);
        if (first < oldest) first = oldest;
        var history = new RateHistory([.. ExchangeRates.BuiltInRows(), .. await db.NewestGoodAsync(first, cancel)]);
        var source = read.Source;
        var stored = await (from d in db.RateDays.AsNoTracking()
                            join r in db.PublishedRates on d.Id equals r.Day
                            where d.Source == source && d.PublishedOn >= first
                            orderby d.PublishedOn, d.Edition, r.Currency
                            select new { r.PublishedOn, r.Edition, r.Currency, r.UnitsPerEuro, r.Verdict }).ToListAsync(cancel);
        foreach (var r in stored) history.Add(r.PublishedOn, r.Edition, r.Currency, r.UnitsPerEuro, r.Verdict);
        return RateComparison.Of(read, history, policy, today, accepted);
    }

    private static string Told(RateComparison compared)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{compared.Source}: {compared.Days.Count} days");
        var accepted = compared.Days.SelectMany(d => d.Changes).Where(c => c.Verdict == RateVerdict.Accepted).Select(Told).ToList();
        var refused = compared.Refused.Select(Told).Take(20).ToList();
        if (accepted.Count > 0) text += $"; accepted {string.Join(", ", accepted)}";
        return refused.Count > 0 ? $"{text}; not used {string.Join(", ", refused)}" : text;
    }

    private static string Told(RateChange change) => string.Create(CultureInfo.InvariantCulture, $"{change.Currency} {change.Before} → {change.Now}");
}

internal static partial class RatesLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The rate of {Currency} went from {Before} to {Now} and is not used; an admin may accept it")]
    public static partial void Jumped(ILogger log, string currency, decimal? before, decimal now);
}
