using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>A file inside an answer, as base64.</summary>
internal static class EncodedFile
{
    /// <returns>Null when there is none, it is no base64, or it is of a format that we have no word for.</returns>
    public static CarrierFile? Read(DocumentFormat? format, string? base64)
    {
        var bytes = new byte[(base64?.Length ?? 0) * 3 / 4];
        return format is { } known && Convert.TryFromBase64String(base64 ?? "", bytes, out var written) && written > 0 ? new CarrierFile(known, bytes.AsMemory(0, written)) : null;
    }
}
