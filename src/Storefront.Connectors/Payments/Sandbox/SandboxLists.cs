using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What the sandbox lists of itself: its events, and its objects. Payments are found by their keys, which grow with time, so that a sale costs no
/// more than its one record; everything rarer has a record of its own in the order of time.</summary>
public sealed class SandboxLists(SandboxGateway gateway, SandboxBank bank, IConnectorRecords records, SandboxPaymentSettings settings, TimeProvider clock) : IListProviderNews, IListProviderObjects
{
    internal const string News = "sandbox-news";
    internal const string Objects = "sandbox-objects";

    /// <summary>From a refund's reference to its payment.</summary>
    internal const string Refunds = "sandbox-refunds";

    private const int PageSize = 100;

    /// <summary>How long after its opening a payment may change by what a shopper does.</summary>
    private static readonly TimeSpan Changing = TimeSpan.FromDays(1);

    public string Key => SandboxPaymentProvider.ProviderKey;

    public IReadOnlyList<string> Kinds => [];

    public IReadOnlyList<string> PayeeKinds => [];

    public async Task<NewsPage> ListNewsAsync(string? payee, DateTime sinceUtc, IReadOnlyList<string> kinds, string? after, CancellationToken cancel)
    {
        var (list, last) = after?.Split('|') is [var name, var key] ? (name, key.Length == 0 ? null : key) : ("n", null);
        if (list == "n")
        {
            var told = await records.ListAsync(News, KeyOf(sinceUtc, ""), last, PageSize, cancel);
            var events = told.Select(r => SandboxEvent.From(r.Json).ToProvider(TimeOf(r.Key))).Where(e => e.Account == payee && (kinds.Count == 0 || kinds.Contains(e.Kind)));
            // Payments are in our own account alone.
            return new NewsPage([.. events], told.Count == PageSize ? $"n|{told[^1].Key}" : payee is null ? "p|" : null);
        }

        var payments = await records.ListAsync(SandboxGateway.Connector, FirstPayment(sinceUtc - Changing), last, PageSize, cancel);
        var changed = payments.Select(r => SandboxPayment.From(r.Json)).Where(p => p.State != SandboxState.Open && p.ChangedAtUtc >= sinceUtc)
            .Select(p => new SandboxEvent($"evt_{p.Reference}_{p.State}", $"payment.{p.State}".ToLowerInvariant(), p.Reference).ToProvider(p.ChangedAtUtc)).Where(e => kinds.Count == 0 || kinds.Contains(e.Kind));
        return new NewsPage([.. changed], payments.Count == PageSize ? $"p|{payments[^1].Key}" : null);
    }

    public async Task<ProviderObjectPage> ListAsync(ProviderObjectKind kind, DateTime sinceUtc, string? within, string? after, CancellationToken cancel) => kind switch
    {
        ProviderObjectKind.Payment => await PageAsync(SandboxGateway.Connector, FirstPayment(sinceUtc), after, r => Task.FromResult(Of(SandboxPayment.From(r.Json).At(Now), sinceUtc)), cancel),
        ProviderObjectKind.Refund => await PageAsync(Objects, KeyOf(kind, sinceUtc, ""), after, r => r.Json.Split('|') is [var payment, var reference] ? RefundAsync(reference, payment, cancel) : Task.FromResult<ProviderObject?>(null), cancel, $"{kind}|~"),
        ProviderObjectKind.Chargeback => await PageAsync(Objects, KeyOf(kind, sinceUtc, ""), after, r => ChargebackAsync(r.Key.Split('|')[^1], r.Json, cancel), cancel, $"{kind}|~"),
        ProviderObjectKind.Payout => await PageAsync(SandboxBank.Payouts, First("sbxp_payout-", sinceUtc), after, r => Task.FromResult(Of(SandboxPayout.From(r.Json), within, sinceUtc)), cancel),
        ProviderObjectKind.Transfer => await PageAsync(SandboxBank.Transfers, First("sbxt_payout-", sinceUtc), after, r => TransferAsync(SandboxTransfer.From(r.Json), sinceUtc, cancel), cancel),
        ProviderObjectKind.Reversal => new ProviderObjectPage(
            [.. (await bank.ReversalsOfAsync(within ?? throw new ArgumentNullException(nameof(within), "Reversals are listed per transfer."), cancel)).Where(r => (r.Move.AtUtc ?? sinceUtc) >= sinceUtc)
                .Select(r => new ProviderObject(kind, r.Move.Reference, "made", -r.Move.Amount, r.Key, within, r.Move.AtUtc ?? sinceUtc) { State = ProviderObjectState.Done })],
            null),
        ProviderObjectKind.Fee when settings.PaymentFeePartsPerMillion == 0 => new ProviderObjectPage([], null),
        ProviderObjectKind.Fee => await PageAsync(SandboxGateway.Connector, FirstPayment(sinceUtc), after, r => Task.FromResult(FeeOf(SandboxPayment.From(r.Json).At(Now), sinceUtc)), cancel),
    };

    public async Task<ProviderObject?> ReadRefundAsync(string reference, CancellationToken cancel) =>
        await records.FindAsync(Refunds, reference, cancel) is { } known ? await RefundAsync(reference, known.Json, cancel) : null;

    internal static string KeyOf(DateTime utc, string name) => string.Create(CultureInfo.InvariantCulture, $"{utc.Ticks:D19}|{name}");

    internal static string KeyOf(ProviderObjectKind kind, DateTime utc, string name) => $"{kind}|{KeyOf(utc, name)}";

    /// <summary>A refund's reference is as long as the key that was given for it; in a list's key its digest stands for it.</summary>
    internal static string Digest(string reference) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference)))[..32];

    private static DateTime TimeOf(string key) => new(long.Parse(key.AsSpan(0, 19), CultureInfo.InvariantCulture), DateTimeKind.Utc);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private string FirstPayment(DateTime sinceUtc) => First("sbx_pay-", sinceUtc);

    /// <summary>The keys tell the world's time, which the demo market's runs ahead of and never behind.</summary>
    private string First(string prefix, DateTime sinceUtc)
    {
        var ahead = Now - DateTime.UtcNow;
        var world = new DateTimeOffset(DateTime.SpecifyKind(sinceUtc - (ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero) - TimeSpan.FromMinutes(1), DateTimeKind.Utc));
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{Math.Max(0, world.ToUnixTimeMilliseconds()):x12}");
    }

    private async Task<ProviderObjectPage> PageAsync(string connector, string from, string? after, Func<ConnectorRecord, Task<ProviderObject?>> read, CancellationToken cancel, string? before = null)
    {
        var found = await records.ListAsync(connector, from, after, PageSize, cancel);
        var fitting = before is null ? found : [.. found.Where(r => string.CompareOrdinal(r.Key, before) < 0)];
        var objects = new List<ProviderObject>(fitting.Count);
        foreach (var record in fitting)
        {
            if (await read(record) is { } made) objects.Add(made);
        }

        return new ProviderObjectPage(objects, fitting.Count == PageSize ? fitting[^1].Key : null);
    }

    private ProviderObject? FeeOf(SandboxPayment payment, DateTime sinceUtc) => payment.CreatedAtUtc < sinceUtc || payment.State != SandboxState.Captured ? null
        : new ProviderObject(
            ProviderObjectKind.Fee, $"sbxf_{payment.Key}", "charged", payment.Amount.Share(new PartsPerMillion(settings.PaymentFeePartsPerMillion), Rounding.HalfUp), null, payment.Reference, payment.CreatedAtUtc)
        {
            State = ProviderObjectState.Done,
        };

    private async Task<ProviderObject?> TransferAsync(SandboxTransfer transfer, DateTime sinceUtc, CancellationToken cancel)
    {
        if (transfer.CreatedAtUtc is not { } made || made < sinceUtc || await bank.LookUpTransferAsync(transfer.Reference, cancel) is not { } told) return null;
        var all = told.Reversed == told.Amount;
        return new ProviderObject(ProviderObjectKind.Transfer, transfer.Reference, all ? "reversed" : "made", transfer.Amount, transfer.Key, transfer.Group, made)
        {
            State = all ? ProviderObjectState.Ended : ProviderObjectState.Done, Reversed = told.Reversed,
        };
    }

    private static ProviderObject? Of(SandboxPayment payment, DateTime sinceUtc) => payment.CreatedAtUtc < sinceUtc ? null
        : new ProviderObject(ProviderObjectKind.Payment, payment.Reference, payment.State.ToString(), payment.Amount, payment.Key, payment.OrderNumber, payment.CreatedAtUtc)
        {
            State = payment.State switch
            {
                SandboxState.Captured => ProviderObjectState.Done,
                SandboxState.Open or SandboxState.AwaitsAuthentication or SandboxState.Processing => ProviderObjectState.Open,
                SandboxState.Failed or SandboxState.Expired => ProviderObjectState.Ended,
            },
        };

    private ProviderObject? Of(SandboxPayout payout, string? within, DateTime sinceUtc)
    {
        var (told, made) = (payout.At(Now), payout.CreatedAtUtc ?? payout.ArrivesAtUtc);
        if (made < sinceUtc || (within is not null && payout.Payee != within)) return null;
        return new ProviderObject(ProviderObjectKind.Payout, payout.Reference, told.State.ToString(), payout.Amount, payout.Key, payout.Payee, made)
        {
            State = told.State switch
            {
                ProviderPayoutState.Pending or ProviderPayoutState.OnItsWay => ProviderObjectState.Open,
                ProviderPayoutState.Paid => ProviderObjectState.Done,
                ProviderPayoutState.Failed or ProviderPayoutState.Cancelled => ProviderObjectState.Ended,
            },
        };
    }

    private async Task<ProviderObject?> RefundAsync(string reference, string payment, CancellationToken cancel) =>
        (await gateway.FindAsync(payment, cancel))?.Refunds.FirstOrDefault(r => r.Reference == reference) is { } refund
            ? new ProviderObject(ProviderObjectKind.Refund, reference, refund.At(clock.GetUtcNow().UtcDateTime).Pending ? "pending" : refund.CameBack is null ? "succeeded" : "failed", refund.Amount, refund.IsByHand ? null : refund.Key, payment, refund.AtUtc)
            {
                State = refund.At(clock.GetUtcNow().UtcDateTime).Pending ? ProviderObjectState.Open : refund.CameBack is null ? ProviderObjectState.Done : ProviderObjectState.Ended,
            }
            : null;

    private async Task<ProviderObject?> ChargebackAsync(string reference, string payment, CancellationToken cancel) =>
        (await gateway.FindAsync(payment, cancel))?.Chargebacks.FirstOrDefault(c => c.Reference == reference) is { } chargeback
            ? new ProviderObject(ProviderObjectKind.Chargeback, reference, chargeback.At(Now), chargeback.Amount, null, payment, chargeback.OpenedAtUtc)
            {
                State = chargeback.At(Now) is "won" or "lost" or "warning_closed" ? ProviderObjectState.Done : ProviderObjectState.Open,
            }
            : null;
}
