using System.Text;

namespace Storefront.Benchmarks.Load;

/// <summary>A request that is sent again and again, and what its answer must be.</summary>
/// <param name="Path">With the query.</param>
/// <param name="Expected">Text that every answer's body holds; null where the body is compressed or empty.</param>
internal sealed record Visit(string Path, string? Expected)
{
    public int Status { get; init; } = 200;

    public string Method { get; init; } = "GET";

    /// <summary>Form fields of a post.</summary>
    public string Form { get; init; } = "";

    public string? Cookie { get; init; }

    public string AcceptEncoding { get; init; } = "identity";

    public string AcceptLanguage { get; init; } = "en-FR";

    public byte[] Bytes(Uri server)
    {
        var head = new StringBuilder($"{Method} {Path} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept-Language: {AcceptLanguage}\r\nAccept-Encoding: {AcceptEncoding}\r\n");
        if (Cookie is not null) head.Append($"Cookie: {Cookie}\r\n");
        if (Method == "POST") head.Append($"Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Encoding.UTF8.GetByteCount(Form)}\r\n");
        return Encoding.UTF8.GetBytes(head.Append("\r\n").Append(Form).ToString());
    }

    /// <exception cref="RejectedException">The answer is not the expected one: the run is worth nothing.</exception>
    public void Check(HttpWire wire, ReadOnlySpan<byte> expected)
    {
        if (wire.Status == Status && (expected.IsEmpty || wire.RawBody.IndexOf(expected) >= 0)) return;
        // A chunk's mark may stand in the middle of it.
        if (wire.Status == Status && wire.Body().AsSpan().IndexOf(expected) >= 0) return;
        var text = wire.Text;
        throw new RejectedException($"{Method} {Path} answered {wire.Status} without what it must hold ({Status}, '{Expected}'): {text[..Math.Min(600, text.Length)]}");
    }
}

/// <summary>An answer that was not the expected one.</summary>
internal sealed class RejectedException(string message) : Exception(message);
