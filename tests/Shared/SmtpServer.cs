using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefront.Testing;

/// <summary>A mail server on a free loopback port that speaks enough of RFC 5321 to take mails, and to refuse them as it is told.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task listening;

    public SmtpServer()
    {
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Mails taken, in the order in which they came.</summary>
    public ConcurrentQueue<TakenMail> Taken { get; } = [];

    /// <summary>The answer to a recipient: 250 takes the mail, anything else refuses it.</summary>
    public Func<string, string> Judge { get; set; } = static _ => "250 OK";

    /// <summary>Done when a mail has been named (<c>RCPT</c>) or taken (<c>DATA</c>), before anything is answered.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await listening;
        closing.Dispose();
    }

    private async Task ListenAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (true) talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var lines = new StreamReader(stream, Encoding.Latin1);
                string from = "", to = "";
                await SayAsync("220 mail.test");
                while (await lines.ReadLineAsync(closing.Token) is { } line)
                {
                    var verb = line.Split(' ')[0].ToUpperInvariant();
                    if (verb == "DATA")
                    {
                        await SayAsync("354 go on");
                        Taken.Enqueue(new TakenMail(from, to, await ReadDataAsync(lines)));
                        await Before(verb);
                    }
                    else if (verb == "MAIL") from = Path(line);
                    else if (verb == "RCPT")
                    {
                        to = Path(line);
                        await Before(verb);
                        await SayAsync(Judge(to));
                        continue;
                    }

                    await SayAsync(verb switch { "EHLO" => "250 mail.test", "QUIT" => "221 bye", _ => "250 OK" });
                    if (verb == "QUIT") return;
                }

                async Task SayAsync(string answer) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The other side hung up, or the test is over.
            }
        }
    }

    private async Task<string> ReadDataAsync(StreamReader lines)
    {
        var text = new StringBuilder();
        while (await lines.ReadLineAsync(closing.Token) is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }

    private static string Path(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}

/// <summary>A mail as it came over the wire.</summary>
public sealed record TakenMail(string From, string To, string Data)
{
    public IReadOnlyList<string> Headers { get; } = Data[..Data.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");

    /// <summary>The text, whichever way it was made safe for the wire.</summary>
    public string Body
    {
        get
        {
            var raw = Data[(Data.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            return Header("Content-Transfer-Encoding") switch
            {
                "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(raw)),
                "quoted-printable" => QuotedPrintable(raw),
                _ => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw)),
            };
        }
    }

    public string? Header(string name) => Headers.FirstOrDefault(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        text = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=') bytes.Add((byte)text[i]);
            else
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
