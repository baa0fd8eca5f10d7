using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Storefront.Catalog;

namespace Storefront.Search;

/// <summary>A whole listing as UTF-8 JSON: a part that is added to <see cref="ListingCopy"/> travels without a change here.</summary>
internal static class ListingDocument
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // stored in a file, never in a page; keeps Chinese at three bytes a character
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static byte[] ToBytes(ListingCopy copy) => JsonSerializer.SerializeToUtf8Bytes(copy, Json);

    public static ListingCopy Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<ListingCopy>(bytes, Json) ?? throw new InvalidDataException("A listing's document is empty.");
}
