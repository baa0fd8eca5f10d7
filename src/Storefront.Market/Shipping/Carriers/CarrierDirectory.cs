namespace Storefront.Shipping;

/// <summary>The carriers that this installation works with: its own, which every merchant may use, and those with which a merchant connects an account.</summary>
public sealed class CarrierDirectory
{
    private readonly Dictionary<string, ICarrier> byKey;
    private readonly Dictionary<string, ICarrierConnector> connectors;

    /// <exception cref="ArgumentException">Two carriers share a key.</exception>
    public CarrierDirectory(IEnumerable<ICarrier> carriers, IEnumerable<ICarrierConnector> connectors)
    {
        All = [.. carriers];
        Connectors = [.. connectors.OrderBy(c => c.Name, StringComparer.Ordinal)];
        byKey = All.ToDictionary(c => c.Key, StringComparer.Ordinal);
        this.connectors = Connectors.ToDictionary(c => c.Key, StringComparer.Ordinal);
        if (byKey.Keys.FirstOrDefault(this.connectors.ContainsKey) is { } twice) throw new ArgumentException($"Two carriers are called {twice}.", nameof(connectors));
    }

    /// <summary>The installation's own carriers.</summary>
    public IReadOnlyList<ICarrier> All { get; }

    /// <summary>Carriers with which a merchant may connect an account, by name.</summary>
    public IReadOnlyList<ICarrierConnector> Connectors { get; }

    /// <summary>One of the installation's own.</summary>
    public ICarrier? Find(string key) => byKey.GetValueOrDefault(key);

    public ICarrierConnector? FindConnector(string key) => connectors.GetValueOrDefault(key);

    /// <summary>As people know it; the key where the carrier is not worked with any more.</summary>
    public string NameOf(string carrier) => Find(carrier)?.Name ?? FindConnector(carrier)?.Name ?? carrier;

    /// <summary>Carrier and service as people know them; their keys where the carrier is not worked with any more.</summary>
    public string Describe(string carrier, string service) => $"{NameOf(carrier)}, {Find(carrier)?.ServiceName(service) ?? FindConnector(carrier)?.ServiceName(service) ?? service}";

    /// <summary>Who can pay duty and tax on a service; the addressee where the carrier is not worked with any more.</summary>
    public IncotermAbility IncotermsOf(string carrier, string service) => Find(carrier)?.IncotermsOf(service) ?? FindConnector(carrier)?.IncotermsOf(service) ?? IncotermAbility.AtDoorOnly;

    /// <summary>Whether a carrier's service goes to its pickup points; false where the carrier is not worked with any more.</summary>
    public bool DeliversToPoint(string carrier, string service) => Find<IFindPickupPoints>(carrier)?.DeliversToPoint(service) ?? FindConnector(carrier)?.DeliversToPoint(service) ?? false;

    /// <summary>The own carrier's ability, or null when it is unknown or cannot do that.</summary>
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
            return CarrierRefusals.Silent(NameOf(key));
        }
    }
}
