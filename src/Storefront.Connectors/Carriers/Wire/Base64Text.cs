namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Files that come as text inside a message.</summary>
internal static class Base64Text
{
    /// <summary>Null when it is no Base64.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes.AsSpan(0, count).ToArray() : null;
    }
}
