using System.Net;
using System.Text;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>A form that a carrier posted to us.</summary>
internal static class PushedForm
{
    /// <summary>The decoded fields; of a name that comes twice the first counts.</summary>
    public static IReadOnlyDictionary<string, string> Read(ReadOnlyMemory<byte> body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Encoding.UTF8.GetString(body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = field.Split('=', 2);
            fields.TryAdd(WebUtility.UrlDecode(parts[0]), parts.Length == 2 ? WebUtility.UrlDecode(parts[1]) : "");
        }

        return fields;
    }
}
