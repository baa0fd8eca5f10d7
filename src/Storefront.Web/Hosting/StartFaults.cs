using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Storefront.Web.Hosting;

/// <summary>Turns what can go wrong at start into one plain sentence for the operator.</summary>
public static class StartFaults
{
    /// <summary>What can be seen before anything is built: a data folder that cannot be made, an address that is taken. Null when nothing is in the way.</summary>
    public static string? Hurdle(StartOptions options)
    {
        try
        {
            Directory.CreateDirectory(options.DataFolder);
            foreach (var url in options.MigrateOnly ? [] : options.Urls.Split(';')) TryListening(BindingAddress.Parse(url));
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return $"The data folder {options.DataFolder} cannot be written: {e.Message.TrimEnd('.')}. Choose another with --data.";
        }
        catch (SocketException e)
        {
            return Sentence(new IOException(null, e), options);
        }
    }

    public static string? Sentence(Exception fault, StartOptions options) => fault switch
    {
        IOException when Contains<SocketException>(fault) is { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"{options.Urls} is taken by another program: choose another address with --urls.",
        IOException when Contains<SocketException>(fault) is { } socket => $"{options.Urls} cannot be listened on: {socket.Message}.",
        SocketException socket => $"{options.Urls} cannot be listened on: {socket.Message}.",
        SettingsException settings => settings.Message,
        DllNotFoundException library => $"A system library is missing: {library.Message.Split('\n')[0]}",
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } when IsHttps(options) =>
            $"{options.Urls} needs a certificate: give its file with --Kestrel:Certificates:Default:Path, or listen on http:// behind a proxy that has one.",
        CryptographicException or FileNotFoundException or DirectoryNotFoundException when IsHttps(options) => $"The certificate for {options.Urls} cannot be read: {fault.Message.Split('\n')[0]}",
        OptionsValidationException settings => string.Join(' ', settings.Failures),
        UnauthorizedAccessException => $"The data folder {options.DataFolder} cannot be written: {fault.Message}",
        _ => null,
    };

    private static bool IsHttps(StartOptions options) => options.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>A host name that is no address is left to the server. <c>localhost</c> is both loopback addresses; a machine need not have the second.</summary>
    private static void TryListening(BindingAddress address)
    {
        if (address.Port == 0) return;
        foreach (var host in AddressesOf(address.Host))
        {
            try
            {
                using var listener = new TcpListener(host, address.Port);
                listener.Start();
            }
            catch (SocketException e) when (host.Equals(IPAddress.IPv6Loopback) && address.Host == "localhost" && e.SocketErrorCode != SocketError.AddressAlreadyInUse)
            {
                return;
            }
        }
    }

    private static IPAddress[] AddressesOf(string host) => host switch
    {
        "+" or "*" => [IPAddress.Any],
        "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ => IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip] : [],
    };

    private static T? Contains<T>(Exception fault)
        where T : Exception
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            if (e is T found) return found;
        }

        return null;
    }
}
