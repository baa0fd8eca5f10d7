using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Notices;

namespace Storefront.Web.Workers;

/// <summary>Sends the notices that have been written. Notices are marked after they were sent: should the process die between the two they are
/// sent once more with the same Message-ID, and never lost. A mail that is refused waits longer each time; the others go on.</summary>
public sealed partial class MailWorker(IDbContextFactory<MarketDb> contexts, ISendMail mail, ComposeMail compose, TimeProvider clock, ILogger<MailWorker> log) : BackgroundService
{
    private const int BatchSize = 50;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>What was sent is marked together, and at the latest after this time: what is not yet marked when the process dies is sent once more.</summary>
    private static readonly TimeSpan Unmarked = TimeSpan.FromSeconds(1);

    /// <summary>How old a notice must be for its first, second, third attempt; after the last, two days of trying, it is given up.</summary>
    private static readonly TimeSpan[] Ages =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(36), TimeSpan.FromHours(48),
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(RunOnceAsync, Look, nameof(MailWorker), log, stoppingToken);

    private async Task RunOnceAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = db.Notices.AsNoTracking().Where(n => n.SentAtUtc == null);
        var due = await waiting.Where(n => n.Attempts == 0).OrderBy(n => n.Id).Take(BatchSize).ToListAsync(cancel);
        await SendAsync(db, due, cancel);

        var tried = await waiting.Where(n => n.Attempts > 0 && n.Attempts < Ages.Length).OrderBy(n => n.Id).Select(n => new { n.Id, n.Attempts, n.CreatedAtUtc }).ToListAsync(cancel);
        var again = tried.Where(t => t.CreatedAtUtc + Ages[t.Attempts] <= now).Take(BatchSize).Select(t => t.Id).ToList();
        if (again.Count > 0) await SendAsync(db, await waiting.Where(n => again.Contains(n.Id)).OrderBy(n => n.Id).ToListAsync(cancel), cancel);
    }

    private async Task SendAsync(MarketDb db, List<Notice> notices, CancellationToken cancel)
    {
        var sent = new List<Guid>();
        var sinceMarked = Stopwatch.StartNew();
        foreach (var notice in await ClaimAsync(db, notices, cancel))
        {
            if (await SendAsync(notice, cancel)) sent.Add(notice.Id);
            if (sinceMarked.Elapsed < Unmarked) continue;
            await MarkSentAsync(db, sent, cancel);
            sinceMarked.Restart();
        }

        await MarkSentAsync(db, sent, cancel);
    }

    /// <summary>Those that are ours: of two nodes, the one that counts the attempt sends the mail. All in one statement, unless another node is at the same ones.</summary>
    private static async Task<List<Notice>> ClaimAsync(MarketDb db, List<Notice> notices, CancellationToken cancel)
    {
        if (notices.Count == 0) return notices;
        foreach (var alike in notices.GroupBy(n => n.Attempts).ToList())
        {
            var ids = alike.Select(n => n.Id).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            if (await CountAttemptAsync(db, ids, alike.Key, cancel) == ids.Count)
            {
                await transaction.CommitAsync(cancel);
                continue;
            }

            await transaction.RollbackAsync(cancel);
            foreach (var notice in alike)
            {
                if (await CountAttemptAsync(db, [notice.Id], alike.Key, cancel) == 0) notices.Remove(notice);
            }
        }

        return notices;
    }

    private static Task<int> CountAttemptAsync(MarketDb db, List<Guid> ids, int attempts, CancellationToken cancel) =>
        db.Notices.Where(n => ids.Contains(n.Id) && n.SentAtUtc == null && n.Attempts == attempts).ExecuteUpdateAsync(set => set.SetProperty(n => n.Attempts, n => n.Attempts + 1), cancel);

    private async Task<bool> SendAsync(Notice notice, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            await mail.SendAsync(compose.From(notice), limit.Token);
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            NotSent(log, notice.Id, notice.Template, notice.Attempts + 1, e);
            return false;
        }
    }

    private async Task MarkSentAsync(MarketDb db, List<Guid> sent, CancellationToken cancel)
    {
        if (sent.Count == 0) return;
        var now = clock.GetUtcNow().UtcDateTime;
        await db.Notices.Where(n => sent.Contains(n.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.SentAtUtc, now), cancel);
        sent.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Notice} ({Template}) could not be sent at attempt {Attempt}")]
    private static partial void NotSent(ILogger log, Guid notice, string template, int attempt, Exception fault);
}
