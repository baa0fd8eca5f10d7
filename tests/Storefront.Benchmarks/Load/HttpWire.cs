using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefront.Benchmarks.Load;

/// <summary>One keep-alive connection that asks and waits, on a blocking socket: it costs the measured server's machine a fraction of what an HTTP
/// client would.</summary>
internal sealed class HttpWire : IDisposable
{
    private readonly Socket socket;
    private byte[] buffer = new byte[256 * 1024];
    private int length;

    public HttpWire(Uri server)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000, SendTimeout = 30_000 };
        socket.Connect(IPAddress.Loopback, server.Port);
    }

    public int Status { get; private set; }

    /// <summary>Headers as they came, valid until the next request.</summary>
    public ReadOnlySpan<byte> Head => buffer.AsSpan(0, headLength);

    /// <summary>The body as it came, chunk marks included, valid until the next request.</summary>
    public ReadOnlySpan<byte> RawBody => buffer.AsSpan(headLength, length - headLength);

    private int headLength;
    private bool chunked;

    /// <summary>The body's text.</summary>
    public string Text => Encoding.UTF8.GetString(Body());

    /// <summary>The body's bytes without chunk marks.</summary>
    public byte[] Body()
    {
        if (!chunked) return RawBody.ToArray();
        var body = new MemoryStream();
        var at = 0;
        var raw = RawBody;
        while (true)
        {
            var (size, start) = Chunk(raw[at..]);
            if (size <= 0) return body.ToArray();
            body.Write(raw.Slice(at + start, size));
            at += start + size + 2;
        }
    }

    public string? Header(string name)
    {
        foreach (var line in Encoding.ASCII.GetString(Head).Split("\r\n"))
        {
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)) return line[(name.Length + 1)..].Trim();
        }

        return null;
    }

    public IEnumerable<string> Headers(string name) =>
        Encoding.ASCII.GetString(Head).Split("\r\n").Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim());

    /// <summary>Sends a whole request and reads the whole answer.</summary>
    public void Ask(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty) request = request[socket.Send(request)..];
        length = headLength = 0;
        while (headLength == 0)
        {
            Receive();
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0) headLength = end + 4;
        }

        Status = ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + buffer[11] - '0';
        chunked = Head.IndexOf("Transfer-Encoding: chunked"u8) >= 0;
        if (chunked) ReadChunks();
        else ReadCounted();
    }

    public void Dispose() => socket.Dispose();

    private void ReadCounted()
    {
        var at = Head.IndexOf("Content-Length: "u8);
        if (at < 0)
        {
            if (Status is 204 or 304) return;
            throw new InvalidDataException($"An answer of unknown length: {Encoding.ASCII.GetString(Head)}");
        }

        if (!Utf8Parser.TryParse(Head[(at + 16)..], out int body, out _)) throw new InvalidDataException("An answer whose length is no number.");
        while (length < headLength + body) Receive();
    }

    private void ReadChunks()
    {
        var at = headLength;
        while (true)
        {
            var (size, start) = Chunk(buffer.AsSpan(at, length - at));
            if (size < 0)
            {
                Receive();
                continue;
            }

            at += start + size + 2;
            while (length < at) Receive();
            if (size == 0) return;
        }
    }

    /// <summary>Size of the next chunk and where it starts; a size below zero when its mark has not come whole.</summary>
    private static (int Size, int Start) Chunk(ReadOnlySpan<byte> raw)
    {
        var line = raw.IndexOf("\r\n"u8);
        return line > 0 && Utf8Parser.TryParse(raw[..line], out int size, out _, 'x') ? (size, line + 2) : (-1, 0);
    }

    private void Receive()
    {
        if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var got = socket.Receive(buffer.AsSpan(length));
        if (got == 0) throw new InvalidDataException("The server closed the connection.");
        length += got;
    }
}
