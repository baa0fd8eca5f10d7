using System.Collections.Frozen;

namespace Storefront.Shipping;

/// <summary>What a merchant gave us to work with one carrier in the merchant's name. Holds secrets in clear: it is made for a call and never stored, logged or shown.</summary>
public sealed class CarrierCredentials(IEnumerable<KeyValuePair<string, string>> values, bool isTest)
{
    private readonly FrozenDictionary<string, string> values = values.Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToFrozenDictionary(v => v.Key, v => v.Value.Trim(), StringComparer.Ordinal);

    /// <summary>For the carrier's test system, where it has one: labels carry nothing and cost nothing.</summary>
    public bool IsTest { get; } = isTest;

    /// <summary>A value by its <see cref="CredentialField.Key"/>; null where it was not given.</summary>
    public string? Find(string key) => values.GetValueOrDefault(key);

    /// <summary>A value that the ability cannot do without.</summary>
    /// <exception cref="KeyNotFoundException">It was not given: the caller did not ask <see cref="Missing"/> first.</exception>
    public string this[string key] => Find(key) ?? throw new KeyNotFoundException($"The credential {key} was not given.");

    /// <summary>The fields that an ability lacks.</summary>
    public IEnumerable<CredentialField> Missing(ICarrierConnector connector, CarrierAbility ability) =>
        connector.Needs(ability).Where(f => !values.ContainsKey(f.Key));

    /// <summary>Says nothing of what is inside.</summary>
    public override string ToString() => $"{values.Count} credentials";
}
