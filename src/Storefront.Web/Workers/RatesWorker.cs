using Storefront.Pricing;
using Storefront.Search;
using Storefront.Web.Hosting;

namespace Storefront.Web.Workers;

/// <summary>Brings this node to the rates that the market holds, before its first request and whenever any node took a day in; and, where a source is
/// configured, reads it once a day. All nodes may read: a day is stored once.</summary>
public sealed partial class RatesWorker(
    FollowRates follow, CurrentRates current, IReadReferenceRates source, IServiceScopeFactory scopes, BrowseCache pages, CatalogueCopy copy, TimeProvider clock, ILogger<RatesWorker> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Of this node, so that not all nodes ask the source in the same second.</summary>
    private readonly TimeSpan jitter = TimeSpan.FromSeconds(Random.Shared.Next(0, 20 * 60));

    private ExchangeRates? shown;
    private DateTime nextUtc;
    private DateOnly asked;
    private int tries;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await follow.RunAsync(cancellationToken);
        shown = current.Now;
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Work.LoopAsync(FollowAsync, Look, nameof(RatesWorker), log, stoppingToken),
        source.Source is null ? Task.CompletedTask : Work.LoopAsync(FetchAsync, Look, nameof(RatesWorker), log, stoppingToken));

    /// <summary>Stored pages name the rates that they were made by, so an old one is not shown again; forgetting it gives its memory back. The
    /// catalogue copy sorts and filters by prices in euro, which are worked out when it is laid out.</summary>
    private async Task FollowAsync(CancellationToken cancel)
    {
        await follow.RunAsync(cancel);
        var now = current.Now;
        if (ReferenceEquals(now, shown)) return;
        RatesHold(log, now.Origin.Source, now.Origin.Day);
        await pages.ForgetAllAsync(cancel);
        if (copy.IsOpen) await Task.Run(() => copy.Rebuild(cancel), cancel);
        shown = now;
    }

    private async Task FetchAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = PublishingDay.Due(now);
        if (current.Now.Origin.Day >= due) return;
        if (due != asked) (asked, tries, nextUtc) = (due, 0, PublishingDay.FirstLookUtc(due, jitter));
        if (now < nextUtc) return;

        nextUtc = PublishingDay.NextLookUtc(now, ++tries);
        await using var scope = scopes.CreateAsyncScope();
        var fetched = await scope.ServiceProvider.GetRequiredService<ImportRates>().FetchAsync(cancel);
        if (!fetched.Succeeded) NotFetched(log, fetched.Refusal.Code, string.Join(", ", fetched.Refusal.Arguments.Values));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Prices are made by the rates of {Source} for {Day} now")]
    private static partial void RatesHold(ILogger log, string source, DateOnly day);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Exchange rates could not be read: {Refusal} ({Detail}); the last good ones stay until they are too old")]
    private static partial void NotFetched(ILogger log, string refusal, string detail);
}
