using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What the sandbox gateway remembers of a payment. It plays another company, so it keeps its own record and trusts nothing of ours afterwards.</summary>
internal sealed record SandboxPayment
{
    public required string Key { get; init; }

    public required PaymentId Payment { get; init; }

    public required string OrderNumber { get; init; }

    public required Money Amount { get; init; }

    public required string Language { get; init; }

    public required string ReturnUrl { get; init; }

    public required DateTime ExpiresAtUtc { get; init; }

    public SandboxState State { get; init; }

    public string? FailureCode { get; init; }

    /// <summary>For a delayed method: when it decides, and whether for good.</summary>
    public DateTime? DecidesAtUtc { get; init; }

    public bool WillSucceed { get; init; }

    public IReadOnlyList<SandboxRefund> Refunds { get; init; } = [];

    public IReadOnlyList<SandboxChargeback> Chargebacks { get; init; } = [];

    /// <summary>The code of a warning of fraud, and when it came; null without one.</summary>
    public string? Warning { get; init; }

    public DateTime? WarnedAtUtc { get; init; }

    public DateTime CreatedAtUtc { get; init; }

    /// <summary>When the state last changed.</summary>
    public DateTime ChangedAtUtc { get; init; }

    [JsonIgnore]
    public string Reference => ReferenceOf(Key);

    /// <summary>The reference follows from the key, so that asking twice with one key finds the same payment.</summary>
    public static string ReferenceOf(string key) => $"sbx_{key}";

    public static SandboxPayment From(string json) => JsonSerializer.Deserialize<SandboxPayment>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>The state as time has it: an open one expires, a delayed one decides.</summary>
    public SandboxPayment At(DateTime nowUtc) => State switch
    {
        SandboxState.Open or SandboxState.AwaitsAuthentication when nowUtc >= ExpiresAtUtc => this with { State = SandboxState.Expired },
        SandboxState.Processing when nowUtc >= DecidesAtUtc => this with { State = WillSucceed ? SandboxState.Captured : SandboxState.Failed, FailureCode = WillSucceed ? null : "debit_not_authorized" },
        _ => this,
    };

    public ProviderPayment ToProvider() => new(
        Reference,
        State switch
        {
            SandboxState.Open or SandboxState.AwaitsAuthentication => ProviderPaymentState.Open,
            SandboxState.Processing => ProviderPaymentState.Processing,
            SandboxState.Captured => ProviderPaymentState.Captured,
            SandboxState.Failed => ProviderPaymentState.Failed,
            SandboxState.Expired => ProviderPaymentState.Expired,
        },
        Amount,
        FailureCode,
        DecidesAtUtc)
    {
        OrderNumber = OrderNumber,
    };

    /// <summary>What can still go back: neither refunded nor taken by a bank.</summary>
    public long LeftMinor(DateTime nowUtc) => ContestableMinor(nowUtc) - Refunds.Where(r => r.CameBack is null && r.At(nowUtc).Pending).Sum(r => r.Amount.Minor);

    /// <summary>What a bank can still take: it knows nothing of a refund that has not come.</summary>
    public long ContestableMinor(DateTime nowUtc) =>
        Amount.Minor - Refunds.Where(r => r.CameBack is null && !r.At(nowUtc).Pending).Sum(r => r.Amount.Minor) - Chargebacks.Where(c => c.Holds(nowUtc)).Sum(c => c.Amount.Minor);
}

internal enum SandboxState
{
    Open,
    AwaitsAuthentication,
    Processing,
    Captured,
    Failed,
    Expired,
}

/// <param name="CameBack">The code under which the buyer's bank sent the money back; null when it kept it.</param>
/// <param name="DoneAtUtc">Until then the gateway has not finished it, as while its balance is short; null for at once.</param>
internal sealed record SandboxRefund(string Key, Money Amount, DateTime AtUtc, string? CameBack = null, bool IsByHand = false, DateTime? DoneAtUtc = null)
{
    [JsonIgnore]
    public string Reference => ReferenceOf(Key);

    public static string ReferenceOf(string key) => $"sbxr_{key}";

    public ProviderRefund At(DateTime nowUtc) => DoneAtUtc > nowUtc ? new ProviderRefund(Reference, false, null, Pending: true) : new ProviderRefund(Reference, CameBack is null, CameBack);
}
