using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Payments;
using Storefront.Trust;

namespace Storefront.Reconciliation;

public sealed record ReconciliationRow(Guid Id, string Provider, DateTime FromUtc, DateTime ToUtc, bool WasAsked, DateTime StartedAtUtc, DateTime? FinishedAtUtc, int Compared, int Adopted, int Differences, string? Failure);

/// <param name="Open">False for those that somebody explained.</param>
/// <param name="Run">Those that one comparison found; null for all.</param>
public sealed record DifferenceQuery(bool Open = true, Guid? Run = null, string? After = null);

public sealed record DifferenceRow(
    Guid Id, string Provider, DifferenceKind Kind, ProviderObjectKind Object, string Reference, string? OrderNumber, string? Ours, string? Theirs, DateTime FoundAtUtc, DateTime? ResolvedAtUtc, string? ResolvedBy, string? Note);

/// <summary>Comparisons and what they found, for admins.</summary>
public sealed class ReconciliationDesk(MarketDb db)
{
    private const int MostRows = 20_000;

    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<ReconciliationRow>>> RunsAsync(Actor actor, string? after, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = db.ReconciliationRuns.AsNoTracking();
        if (PageKey.Parse(after) is { } key && Guid.TryParse(key.Name, out var last)) rows = rows.Where(r => r.StartedAtUtc < key.AtUtc || (r.StartedAtUtc == key.AtUtc && r.Id < last));
        var found = await rows.OrderByDescending(r => r.StartedAtUtc).ThenByDescending(r => r.Id).Take(PageKey.Size + 1)
            .Select(r => new ReconciliationRow(r.Id, r.Provider, r.FromUtc, r.ToUtc, r.AskedBy != null, r.StartedAtUtc, r.FinishedAtUtc, r.Compared, r.Adopted, r.Differences, r.Failure)).ToListAsync(cancel);
        return PageKey.Cut(found, r => new PageKey(r.StartedAtUtc, r.Id.ToString()));
    }

    /// <summary>Newest first.</summary>
    public async Task<Outcome<Page<DifferenceRow>>> ListAsync(Actor actor, DifferenceQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var rows = Filtered(query);
        if (PageKey.Parse(query.After) is { } key && Guid.TryParse(key.Name, out var last)) rows = rows.Where(d => d.FoundAtUtc < key.AtUtc || (d.FoundAtUtc == key.AtUtc && d.Id < last));
        return PageKey.Cut(await ReadAsync(Rows(rows).Take(PageKey.Size + 1), cancel), d => new PageKey(d.FoundAtUtc, d.Id.ToString()));
    }

    /// <summary>How many nobody has explained yet.</summary>
    public async Task<Outcome<int>> CountAsync(Actor actor, CancellationToken cancel) =>
        await actor.IsAdminAsync(db, cancel) ? await db.Differences.CountAsync(d => d.ResolvedAtUtc == null, cancel) : AccountRefusals.AdminsOnly;

    public async Task<Outcome<IReadOnlyList<string>>> ExportAsync(Actor actor, DifferenceQuery query, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var lines = new List<string> { Csv.Line("Found (UTC)", "Provider", "Kind", "Object", "Reference", "Order", "Ours", "Theirs", "Explained (UTC)", "By", "Note") };
        foreach (var row in await ReadAsync(Rows(Filtered(query)).Take(MostRows), cancel))
            lines.Add(Csv.Line(At(row.FoundAtUtc), row.Provider, row.Kind.ToString(), row.Object.ToString(), row.Reference, row.OrderNumber ?? "", row.Ours ?? "", row.Theirs ?? "", At(row.ResolvedAtUtc), row.ResolvedBy ?? "", row.Note ?? ""));
        return lines;

        static string At(DateTime? utc) => utc?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
    }

    private IQueryable<Difference> Filtered(DifferenceQuery query)
    {
        var rows = db.Differences.AsNoTracking().Where(d => query.Open ? d.ResolvedAtUtc == null : d.ResolvedAtUtc != null);
        return query.Run is { } run ? rows.Where(d => d.Run == run) : rows;
    }

    private IQueryable<Found> Rows(IQueryable<Difference> differences) =>
        from d in differences
        orderby d.FoundAtUtc descending, d.Id descending
        select new Found(d, db.Orders.Where(o => o.Id == d.Order).Select(o => o.Number).FirstOrDefault());

    private async Task<List<DifferenceRow>> ReadAsync(IQueryable<Found> rows, CancellationToken cancel)
    {
        var found = await rows.ToListAsync(cancel);
        var people = found.Select(f => f.Difference.ResolvedBy?.Value).OfType<Guid>().Distinct().ToList();
        var mails = people.Count == 0 ? [] : await db.Users.AsNoTracking().Where(u => people.Contains(u.Id)).Select(u => new { u.Id, u.Email }).ToDictionaryAsync(u => u.Id, u => u.Email, cancel);
        return found.ConvertAll(f => new DifferenceRow(
            f.Difference.Id, f.Difference.Provider, f.Difference.Kind, f.Difference.Object, f.Difference.Reference, f.Number, f.Difference.Ours, f.Difference.Theirs, f.Difference.FoundAtUtc, f.Difference.ResolvedAtUtc,
            f.Difference.ResolvedBy is { } by ? mails.GetValueOrDefault(by.Value) : null, f.Difference.Note));
    }

    private sealed record Found(Difference Difference, string? Number);
}

/// <summary>An admin says what a difference was. Nothing else changes by it.</summary>
public sealed class ResolveDifference(MarketDb db, TimeProvider clock)
{
    public Task<Outcome<Done>> RunAsync(Guid id, Actor actor, string? note, CancellationToken cancel) => db.AtomicallyAsync<Done>(async () =>
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        if (string.IsNullOrWhiteSpace(note)) return ReconciliationRefusals.NoteMissing;
        if (note.Length > Difference.LongestNote) return ReconciliationRefusals.NoteTooLong;
        if (await db.Differences.SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } difference) return ReconciliationRefusals.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        if (!difference.Resolve(actor.User, note.Trim(), now)) return default(Done);
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ResolveDifference), $"{difference.Object} {difference.Reference}", $"{difference.Kind}: {note.Trim()}", now));
        return default(Done);
    }, cancel);
}
