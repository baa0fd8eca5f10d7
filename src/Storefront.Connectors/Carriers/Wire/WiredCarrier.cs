using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>What carriers over HTTP have in common; a carrier adds the abilities that it has and nothing else.</summary>
internal abstract class WiredCarrier(ICarrierConnector connector, CarrierCredentials credentials, CarrierWire wire) : ICarrier
{
    public string Key => connector.Key;

    public string Name => connector.Name;

    protected CarrierCredentials Credentials => credentials;

    public string ServiceName(string serviceKey) => connector.ServiceName(serviceKey);

    public IncotermAbility IncotermsOf(string serviceKey) => connector.IncotermsOf(serviceKey);

    /// <inheritdoc cref="CarrierWire.SendAsync"/>
    protected Task<CarrierAnswer> SendAsync(CarrierCall call, CancellationToken cancel) => wire.SendAsync(Key, call, cancel);

    /// <summary>For what may be asked again without harm: a carrier that does not answer, or answers what cannot be read, is a refusal that says so.</summary>
    protected async Task<Outcome<T>> AskAsync<T>(Func<Task<Outcome<T>>> ask)
    {
        try
        {
            return await ask();
        }
        catch (CarrierOutcomeUnknownException)
        {
            return CarrierRefusals.Silent(Name);
        }
    }

    /// <summary>The refusals that every carrier tells by the status alone; null for all others.</summary>
    /// <param name="reason">In the carrier's words, or null.</param>
    protected Refusal? Refused(CarrierAnswer answer, string? reason = null) => answer.Status switch
    {
        401 or 403 => CarrierRefusals.CredentialsRefused(Name, reason ?? answer.Beginning),
        429 => CarrierRefusals.Busy(Name),
        _ => null,
    };

    /// <summary>The answer cannot be read: nobody knows what was done.</summary>
    protected CarrierOutcomeUnknownException Unreadable(string reference = "") => new(Key, reference);

    /// <summary>A file from an address that the carrier gave. No credentials go with it, and only hosts that the carrier is known to keep files on are called.</summary>
    /// <param name="hosts">Whole names, or endings that begin with a point.</param>
    protected async Task<byte[]?> DownloadAsync(string? address, IReadOnlyCollection<string> hosts, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return null;
        var isKnown = hosts.Any(h => h.StartsWith('.') ? uri.Host.EndsWith(h, StringComparison.OrdinalIgnoreCase) : string.Equals(uri.Host, h, StringComparison.OrdinalIgnoreCase));
        if (!isKnown || !(uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)) return null;
        var answer = await SendAsync(new CarrierCall(HttpMethod.Get, uri) { MayRepeat = true }, cancel);
        return answer.IsOk ? answer.Body : null;
    }
}
