using System.Net;
using System.Net.Sockets;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Hosts that merchants name, where the operator did not. They may stand on the public internet only: an address of the operator's own network, of this machine or of a cloud's
/// metadata is not called, whatever name leads to it. The connection goes to the very address that was judged, so that a name cannot lead elsewhere a moment later.</summary>
/// <param name="trusted">Whole names that the operator vouches for, wherever they stand.</param>
/// <param name="allowLoopback">For tests.</param>
internal sealed class PublicHosts(IReadOnlyCollection<string> trusted, bool allowLoopback)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>After the IANA registries of special-purpose addresses for IPv4 and IPv6, checked 2026-11-30: what is not reachable from everywhere, carries many or wraps another address.</summary>
    private static readonly IPNetwork[] Special =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 2001::/23 2001:db8::/32 2002::/16 3fff::/20"
            .Split(' ').Select(n => IPNetwork.Parse(n)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)) && !Special.Any(n => n.Contains(plain));
    }

    /// <summary>Whether an address may be called by its form and by where it leads now; one that leads nowhere is left to the call itself.</summary>
    public async Task<bool> MayCallAsync(Uri uri, CancellationToken cancel)
    {
        if (uri.UserInfo.Length > 0 || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && allowLoopback))) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            return May(uri.IdnHost, await Dns.GetHostAddressesAsync(Name(uri.IdnHost), limit.Token));
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return true; // Nobody is there to be harmed; whoever is there at the call is judged then.
        }
    }

    /// <summary>Connects, and only to what may be called.</summary>
    /// <exception cref="HttpRequestException">It may not; nothing was sent.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(Name(host), cancel);
        if (!May(host, addresses)) throw new HttpRequestException(HttpRequestError.ConnectionError, "The host is not on the public internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool May(string host, IPAddress[] addresses) =>
        trusted.Contains(host, StringComparer.OrdinalIgnoreCase) || addresses.All(a => IsPublic(a) || (allowLoopback && IPAddress.IsLoopback(a)));

    private static string Name(string host) => host.Trim('[', ']');
}
