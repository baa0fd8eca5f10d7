using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Storefront;

/// <summary>Data files that travel inside the assembly, named by their folder: <c>Customs.Data.import-rules.csv</c>.</summary>
public static class EmbeddedFile
{
    /// <exception cref="InvalidOperationException">No such file was built in.</exception>
    public static Stream Open(string name, Assembly? from = null) =>
        (from ?? typeof(EmbeddedFile).Assembly).GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The built-in file '{name}' is missing.");

    /// <summary>Sixteen hexadecimal digits that change when one of some files does.</summary>
    public static string DigestOf(IEnumerable<string> names, Func<string, Stream>? open = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in names)
        {
            using var file = (open ?? (n => Open(n)))(name);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(SHA256.HashData(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The rows of a built-in CSV: first line is the header, lines that start with # are notes, quotes as in RFC 4180.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string name, Assembly? from = null)
    {
        using var reader = new StreamReader(Open(name, from));
        string[]? header = null;
        foreach (var cells in Csv.Read(reader))
        {
            if (cells.Length == 0 || cells[0].StartsWith('#')) continue;
            if (header is null)
            {
                header = cells;
                continue;
            }

            var row = new Dictionary<string, string>(header.Length, StringComparer.Ordinal);
            for (var i = 0; i < header.Length; i++) row[header[i]] = i < cells.Length ? cells[i] : "";
            yield return row;
        }
    }
}
