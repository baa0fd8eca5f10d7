using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Notices;

namespace Storefront.Web.Workers;

/// <summary>Sends the notices that have been written. A notice is marked after it was sent: should the process die between the two it is
/// sent once more with the same Message-ID, and never lost. A mail that is refused waits longer each time; the others go on.</summary>
public sealed partial class MailWorker(IDbContextFactory<MarketDb> contexts, ISendMail mail, ComposeMail compose, TimeProvider clock, ILogger<MailWorker> log) : BackgroundService
{
    private const int BatchSize = 50;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

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
        foreach (var notice in due) await SendAsync(db, notice, cancel);

        var tried = await waiting.Where(n => n.Attempts > 0 && n.Attempts < Ages.Length).OrderBy(n => n.Id).Select(n => new { n.Id, n.Attempts, n.CreatedAtUtc }).ToListAsync(cancel);
        foreach (var one in tried.Where(t => t.CreatedAtUtc + Ages[t.Attempts] <= now).Take(BatchSize))
            await SendAsync(db, await waiting.SingleAsync(n => n.Id == one.Id, cancel), cancel);
    }

    private async Task SendAsync(MarketDb db, Notice notice, CancellationToken cancel)
    {
        // Claimed by its attempt count: of two nodes one sends it.
        var claimed = await db.Notices.Where(n => n.Id == notice.Id && n.SentAtUtc == null && n.Attempts == notice.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Attempts, n => n.Attempts + 1), cancel);
        if (claimed == 0) return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            await mail.SendAsync(compose.From(notice), limit.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            NotSent(log, notice.Id, notice.Template, notice.Attempts + 1, e);
            return;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await db.Notices.Where(n => n.Id == notice.Id).ExecuteUpdateAsync(set => set.SetProperty(n => n.SentAtUtc, now), cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Notice} ({Template}) could not be sent at attempt {Attempt}")]
    private static partial void NotSent(ILogger log, Guid notice, string template, int attempt, Exception fault);
}
