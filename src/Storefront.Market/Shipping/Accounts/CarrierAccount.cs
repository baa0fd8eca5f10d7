using System.Text.Json;
using Storefront.Merchants;

namespace Storefront.Shipping;

/// <summary>A merchant's own account with a carrier: its credentials, encrypted, and how they were found when they were last tried.</summary>
public sealed class CarrierAccount
{
    private CarrierAccount()
    {
    }

    public CarrierAccountId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    /// <summary>The connector's key.</summary>
    public string Carrier { get; private set; } = "";

    /// <summary>With the carrier's test system.</summary>
    public bool IsTest { get; private set; }

    /// <summary>Whether it is used for new quotes and labels. Parcels that were bought go on being tracked either way.</summary>
    public bool IsOn { get; private set; }

    /// <summary>All values by their fields' keys, as <see cref="IKeepSecrets"/> made them unreadable.</summary>
    public string Kept { get; private set; } = "";

    /// <summary>The fields that have a value, and the values of those that are no secrets, for the form.</summary>
    public IReadOnlyList<GivenCredential> Given { get; private set; } = [];

    /// <summary>What came of trying each ability, the last time.</summary>
    public IReadOnlyList<CredentialCheck> Checks { get; private set; } = [];

    /// <summary>Where the carrier sorts this merchant's parcels, as another carrier was last sent there; null before.</summary>
    public PostalAddress? Warehouse { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime ChangedAtUtc { get; private set; }

    public int Version { get; private set; }

    public static CarrierAccount Of(MerchantId merchant, string carrier, DateTime nowUtc) => new()
    {
        Id = Storefront.Id.New<CarrierAccountId>(), Merchant = merchant, Carrier = carrier, IsOn = true, CreatedAtUtc = nowUtc, ChangedAtUtc = nowUtc,
    };

    /// <summary>Takes new values; what was found with the old ones does not count any more.</summary>
    public void Give(IReadOnlyDictionary<string, string> values, IReadOnlyList<CredentialField> fields, bool isTest, IKeepSecrets secrets, DateTime nowUtc)
    {
        Kept = secrets.Protect(JsonSerializer.Serialize(values));
        Given = [.. fields.Where(f => values.ContainsKey(f.Key)).Select(f => new GivenCredential(f.Key, f.IsSecret ? null : values[f.Key]))];
        (IsTest, Checks, ChangedAtUtc) = (isTest, [], nowUtc);
        Version++;
    }

    /// <summary>The values in clear, for a call; null when they cannot be read any more.</summary>
    public CarrierCredentials? Reveal(IKeepSecrets secrets) =>
        secrets.Reveal(Kept) is { } clear ? new CarrierCredentials(JsonSerializer.Deserialize<Dictionary<string, string>>(clear)!, IsTest) : null;

    public void Checked(IReadOnlyList<CredentialCheck> checks)
    {
        Checks = checks;
        Version++;
    }

    public void SortsAt(PostalAddress warehouse)
    {
        if (Warehouse == warehouse) return;
        Warehouse = warehouse;
        Version++;
    }

    public void Switch(bool on, DateTime nowUtc)
    {
        (IsOn, ChangedAtUtc) = (on, nowUtc);
        Version++;
    }
}

/// <param name="Value">Null for a secret, which is never shown again.</param>
public sealed record GivenCredential(string Key, string? Value);

/// <param name="Refusal">Its code; null when the carrier took the credentials.</param>
/// <param name="Reason">In the carrier's words, or null.</param>
public sealed record CredentialCheck(CarrierAbility Ability, DateTime AtUtc, string? Refusal, string? Reason);
