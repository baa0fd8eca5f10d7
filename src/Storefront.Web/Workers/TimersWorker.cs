using Storefront.Chargebacks;
using Storefront.Customs;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Orders;
using Storefront.Payouts;
using Storefront.Reconciliation;
using Storefront.Returns;

namespace Storefront.Web.Workers;

/// <summary>Looks every few seconds for what has come due: payments and labels without an answer, parcels to ask about, receipts and
/// answers whose time is over, money that goes on, merchants to pay. All of it may run on every node.</summary>
public sealed class TimersWorker(IServiceScopeFactory scopes, ILogger<TimersWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Of what is counted in days.</summary>
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            Each<SweepPayments>((sweep, cancel) => sweep.RunAsync(cancel), stoppingToken),
            Each<BuyLabel>((labels, cancel) => labels.SweepAsync(cancel), stoppingToken),
            Each<FetchLabel>((labels, cancel) => labels.SweepAsync(cancel), stoppingToken),
            Each<FollowParcels>((parcels, cancel) => parcels.RunAsync(cancel), stoppingToken),
            Each<ConfirmReceipt>((receipts, cancel) => receipts.ByTimeAsync(cancel), stoppingToken),
            Each<RemindReceipt>((receipts, cancel) => receipts.RunAsync(cancel), stoppingToken, Seldom),
            Each<CancelUnsent>((unsent, cancel) => unsent.RunAsync(cancel), stoppingToken, Seldom),
            Each<EndReserves>((reserves, cancel) => reserves.RunAsync(cancel), stoppingToken),
            Each<StopLongHolds>((holds, cancel) => holds.RunAsync(cancel), stoppingToken),
            Each<CloseLedger>((books, cancel) => books.RunAsync(cancel), stoppingToken),
            Each<EnforceDeadlines>((deadlines, cancel) => deadlines.RunAsync(cancel), stoppingToken),
            Each<RemindBuyer>((cases, cancel) => cases.RunAsync(cancel), stoppingToken, Seldom),
            Each<EnforceReturnTerms>((terms, cancel) => terms.RunAsync(cancel), stoppingToken),
            Each<SweepNews>((sweep, cancel) => sweep.RunAsync(cancel), stoppingToken),
            Each<SweepPayeeNews>((sweep, cancel) => sweep.RunAsync(cancel), stoppingToken),
            Each<KeepChargebacks>((chargebacks, cancel) => chargebacks.RunAsync(cancel), stoppingToken),
            Each<CompareWithProvider>((compare, cancel) => compare.RunAsync(cancel), stoppingToken),
            Each<WritePayouts>((payouts, cancel) => payouts.RunAsync(cancel), stoppingToken),
            Each<SweepPayouts>((payouts, cancel) => payouts.RunAsync(cancel), stoppingToken),
            Each<ForgetCarrierNews>((news, cancel) => news.RunAsync(cancel), stoppingToken, Seldom),
            Each<TurnLicences>((licences, cancel) => licences.RunAsync(cancel), stoppingToken, Minute));
    }

    private Task Each<T>(Func<T, CancellationToken, Task> run, CancellationToken stopping, TimeSpan? pause = null)
        where T : notnull => Work.LoopAsync(
        async cancel =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await run(scope.ServiceProvider.GetRequiredService<T>(), cancel);
        },
        pause ?? Pause, typeof(T).Name, log, stopping);
}
