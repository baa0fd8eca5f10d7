using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What the sandbox remembers of a payee. It plays another company: the bank account is known here and nowhere else.</summary>
internal sealed record SandboxPayee
{
    public required string Key { get; init; }

    /// <summary>The market's own name of the payee.</summary>
    public required string Name { get; init; }

    public string? Holder { get; init; }

    public string? Account { get; init; }

    /// <summary>How often the bank account was changed.</summary>
    public int Changes { get; init; }

    public string? BlockedBecause { get; init; }

    /// <summary>Everything that came to its account at the gateway and went from it, each once.</summary>
    public IReadOnlyList<SandboxMove> Moves { get; init; } = [];

    /// <summary>The one visit to the page that is open, and until when.</summary>
    public string? Visit { get; init; }

    public DateTime? VisitEndsAtUtc { get; init; }

    public string? ReturnUrl { get; init; }

    [JsonIgnore]
    public string Reference => ReferenceOf(Key);

    public static string ReferenceOf(string key) => $"sbxa_{key}";

    public static SandboxPayee From(string json) => JsonSerializer.Deserialize<SandboxPayee>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public bool IsOpen(string? visit, DateTime nowUtc) => visit is not null && visit == Visit && nowUtc < VisitEndsAtUtc;

    public PayeeState ToProvider()
    {
        var isComplete = Account is not null;
        IReadOnlyList<string> missing = isComplete ? [] : ["external_account"];
        return new PayeeState(
            Reference, isComplete && BlockedBecause is null, isComplete && BlockedBecause is null, isComplete, missing, [], BlockedBecause, null,
            isComplete ? $"{Reference}-{Changes}" : null, Account?[^4..]);
    }
}

/// <param name="Amount">What went out is negative.</param>
/// <param name="Of">The transfer of which it is a reversal; null for another kind of move.</param>
/// <param name="AtUtc">Null in records of older builds.</param>
internal sealed record SandboxMove(string Reference, Money Amount, string? Of = null, DateTime? AtUtc = null);

internal sealed record SandboxTransfer
{
    public required string Key { get; init; }

    public required string Payee { get; init; }

    public required Money Amount { get; init; }

    public required string Group { get; init; }

    public DateTime? CreatedAtUtc { get; init; }

    [JsonIgnore]
    public string Reference => ReferenceOf(Key);

    public static string ReferenceOf(string key) => $"sbxt_{key}";

    public static SandboxTransfer From(string json) => JsonSerializer.Deserialize<SandboxTransfer>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public ProviderTransfer ToProvider(SandboxPayee payee) => new(Reference, Payee, Amount, payee.Moves.Where(m => m.Of == Reference).Sum(m => -m.Amount, Amount.Currency), Group);
}

internal sealed record SandboxPayout
{
    public required string Key { get; init; }

    public required string Payee { get; init; }

    public required Money Amount { get; init; }

    public required DateTime ArrivesAtUtc { get; init; }

    public DateTime? CreatedAtUtc { get; init; }

    /// <summary>The bank's reason for not taking it, told when it should arrive.</summary>
    public string? Failure { get; init; }

    /// <summary>The bank confirms it and then sends it back.</summary>
    public DateTime? ComesBackAtUtc { get; init; }

    [JsonIgnore]
    public string Reference => ReferenceOf(Key);

    public static string ReferenceOf(string key) => $"sbxp_{key}";

    public static SandboxPayout From(string json) => JsonSerializer.Deserialize<SandboxPayout>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public ProviderPayout At(DateTime nowUtc)
    {
        var (state, failure) = nowUtc < ArrivesAtUtc ? (ProviderPayoutState.OnItsWay, null)
            : Failure is not null ? (ProviderPayoutState.Failed, Failure)
            : nowUtc >= ComesBackAtUtc ? (ProviderPayoutState.Failed, "account_closed")
            : (ProviderPayoutState.Paid, (string?)null);
        return new ProviderPayout(Reference, state, Amount, failure, DateOnly.FromDateTime(ArrivesAtUtc));
    }
}
