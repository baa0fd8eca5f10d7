using Microsoft.EntityFrameworkCore;
using Storefront.Data;
using Storefront.Notices;

namespace Storefront.Web.Workers;

/// <summary>Sends the notices that have been written. A notice is marked after it was sent: should the process die between the two it is
/// sent once more with the same Message-ID, and never lost.</summary>
public sealed class MailWorker(IDbContextFactory<MarketDb> contexts, ISendMail mail, ComposeMail compose, TimeProvider clock, ILogger<MailWorker> log) : BackgroundService
{
    private const int BatchSize = 50;
    private const int MostAttempts = 10;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Work.LoopAsync(SendAsync, Look, nameof(MailWorker), log, stoppingToken);

    private async Task SendAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var due = await db.Notices.Where(n => n.SentAtUtc == null && n.Attempts < MostAttempts).OrderBy(n => n.Id).Take(BatchSize).ToListAsync(cancel);
        foreach (var notice in due)
        {
            // Claimed by its attempt count: of two nodes one sends it.
            var claimed = await db.Notices.Where(n => n.Id == notice.Id && n.SentAtUtc == null && n.Attempts == notice.Attempts)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.Attempts, n => n.Attempts + 1), cancel);
            if (claimed == 0) continue;
            await mail.SendAsync(compose.From(notice), cancel);
            var now = clock.GetUtcNow().UtcDateTime;
            await db.Notices.Where(n => n.Id == notice.Id).ExecuteUpdateAsync(set => set.SetProperty(n => n.SentAtUtc, now), cancel);
        }
    }
}
