using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Data;
using Storefront.Notices;
using Storefront.Testing;

namespace Storefront.App.Tests.Workers;

/// <summary>Mails over a real SMTP conversation, with a server that is sometimes unwell.</summary>
public sealed class MailWorkerTests
{
    [Fact]
    public async Task A_server_that_is_away_for_hours_loses_no_mail_and_one_bad_address_keeps_nobody_waiting()
    {
        var isAway = true;
        await using var server = new SmtpServer { Judge = to => isAway ? "451 try later" : to.StartsWith("bad", StringComparison.Ordinal) ? "550 no such person" : "250 OK" };
        var stall = new Stall { App = new Dictionary<string, string?> { ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{server.Port}", ["Mail:UseTls"] = "false", ["Mail:From"] = "shop@storefront.test" } };
        await stall.InitializeAsync();
        try
        {
            await WriteAsync(stall, "bad@example.test", "first@example.test", "second@example.test");
            for (var hour = 0; hour < 24; hour++)
            {
                await WaitAsync(() => stall.ReadAsync(db => db.Notices.AllAsync(n => n.Attempts > 0)));
                stall.Clock.Move(TimeSpan.FromHours(1));
            }

            isAway = false;
            stall.Clock.Move(TimeSpan.FromDays(1));
            await WaitAsync(() => stall.ReadAsync(async db => await db.Notices.CountAsync(n => n.SentAtUtc != null) == 2));

            Assert.Equal(["first@example.test", "second@example.test"], server.Taken.Select(m => m.To).Order());
            Assert.Equal(["bad@example.test"], await stall.ReadAsync(db => db.Notices.Where(n => n.SentAtUtc == null).Select(n => n.To).ToListAsync()));
            Assert.All(server.Taken, m => Assert.Contains($"{stall.Address}en/account/forgot-password", m.Body));
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    private static Task WriteAsync(Stall stall, params string[] addresses) => stall.DoAsync<MarketDb>(async db =>
    {
        foreach (var to in addresses)
            db.Notices.Add(Notice.Of($"test:{to}", "password-changed", to, "en", new Dictionary<string, string> { ["link"] = "/en/account/forgot-password" }, stall.Clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync();
    });

    /// <summary>Until the worker, which looks every second, has done it.</summary>
    private static async Task WaitAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await done()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
