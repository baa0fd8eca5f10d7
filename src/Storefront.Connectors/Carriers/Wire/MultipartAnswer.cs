using System.Net.Http.Headers;
using System.Text;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>An answer of several parts (RFC 2046), whatever its lines end with.</summary>
internal static class MultipartAnswer
{
    /// <summary>The parts' bodies by their names.</summary>
    /// <returns>Null when it is no such answer, or not all of it: an answer without its closing mark was cut off.</returns>
    public static IReadOnlyDictionary<string, byte[]>? Read(CarrierAnswer answer)
    {
        if (!MediaTypeHeaderValue.TryParse(answer.Type, out var type) || type.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true) return null;
        if (type.Parameters.FirstOrDefault(p => string.Equals(p.Name, "boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"') is not { Length: > 0 } boundary) return null;
        // Latin-1 keeps every byte as one character.
        var pieces = ("\n" + Encoding.Latin1.GetString(answer.Body)).Split("\n--" + boundary);
        if (pieces.Length < 2 || !pieces[^1].StartsWith("--", StringComparison.Ordinal)) return null;
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var piece in pieces[1..^1])
        {
            if (Part(piece) is not var (name, body) || !parts.TryAdd(name, body)) return null;
        }

        return parts;
    }

    private static (string Name, byte[] Body)? Part(string piece)
    {
        var at = piece.IndexOf('\n', StringComparison.Ordinal) + 1;
        string? name = null;
        while (true)
        {
            var end = piece.IndexOf('\n', at);
            if (at == 0 || end < 0) return null;
            var line = piece[at..end].TrimEnd('\r');
            at = end + 1;
            if (line.Length == 0) break;
            if (line.StartsWith("Content-Disposition:", StringComparison.OrdinalIgnoreCase) && ContentDispositionHeaderValue.TryParse(line["Content-Disposition:".Length..].Trim(), out var told)) name = told.Name?.Trim('"');
        }

        // The line's end before the next mark belongs to the mark.
        return name is null ? null : (name, Encoding.Latin1.GetBytes(piece[at..].TrimEnd('\r')));
    }
}
