namespace Storefront.Shipping;

/// <summary>The carriers that this installation works with.</summary>
public sealed class CarrierDirectory
{
    private readonly Dictionary<string, ICarrier> byKey;

    /// <exception cref="ArgumentException">Two carriers share a key.</exception>
    public CarrierDirectory(IEnumerable<ICarrier> carriers)
    {
        All = [.. carriers];
        byKey = All.ToDictionary(c => c.Key, StringComparer.Ordinal);
    }

    public IReadOnlyList<ICarrier> All { get; }

    public ICarrier? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>Carrier and service as people know them; their keys where the carrier is not worked with any more.</summary>
    public string Describe(string carrier, string service) => Find(carrier) is { } known ? $"{known.Name}, {known.ServiceName(service)}" : $"{carrier}, {service}";

    /// <summary>The carrier's ability, or null when the carrier is unknown or cannot do that.</summary>
    public TAbility? Find<TAbility>(string key)
        where TAbility : class => Find(key) as TAbility;

    /// <summary>Asks a carrier what may be asked again without harm; a silent one is a refusal that says so.</summary>
    public async Task<Outcome<T>> AskAsync<T>(string key, Func<Task<Outcome<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (CarrierOutcomeUnknownException)
        {
            return CarrierRefusals.Silent(Find(key)?.Name ?? key);
        }
    }

    /// <summary>Every carrier that has the ability.</summary>
    public IEnumerable<TAbility> With<TAbility>()
        where TAbility : class => All.OfType<TAbility>();
}
