using System.Net.Sockets;

namespace Storefront.Web.Hosting;

/// <summary>Turns what can go wrong at start into one plain sentence for the operator.</summary>
public static class StartFaults
{
    public static string? Sentence(Exception fault, StartOptions options) => fault switch
    {
        IOException when Contains<SocketException>(fault) is { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"{options.Urls} is taken by another program: choose another address with --urls.",
        IOException when Contains<SocketException>(fault) is { } socket => $"{options.Urls} cannot be listened on: {socket.Message}.",
        SocketException socket => $"{options.Urls} cannot be listened on: {socket.Message}.",
        DllNotFoundException library => $"A system library is missing: {library.Message.Split('\n')[0]}",
        UnauthorizedAccessException => $"The data folder {options.DataFolder} cannot be written: {fault.Message}",
        _ => null,
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
