using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Storefront.Merchants;
using Storefront.Orders;

namespace Storefront.Office;

/// <summary>The address of the papers of chosen orders: it says all of what is printed, so that it can be opened again at any time. Two hundred orders
/// take 4,300 characters, which every server takes.</summary>
public static class PaperLink
{
    public const string Path = "/office/files/papers";

    public static string To(BatchOrder order)
    {
        var bytes = order.Consignments.SelectMany(c => c.Value.ToByteArray(bigEndian: true)).ToArray();
        return QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
        {
            ["of"] = Base64Url.EncodeToString(bytes), ["what"] = string.Join('.', order.Kinds), ["start"] = order.StartAt.ToString(CultureInfo.InvariantCulture), ["copies"] = order.OwnCopies ? "yes" : null, ["files"] = order.WithFiles ? "yes" : null,
        });
    }

    /// <summary>Null for an address that this class did not write.</summary>
    public static BatchOrder? Read(MerchantId merchant, string? of, string? what, int? start, string? copies, string? files)
    {
        if (of is null || what is null || start is not (null or >= 1 and <= 4) || !Base64Url.IsValid(of)) return null;
        var bytes = Base64Url.DecodeFromChars(of);
        if (bytes.Length % 16 != 0 || bytes.Length > 16 * BatchOrder.MostParcels) return null;
        var kinds = new List<PaperKind>();
        foreach (var name in what.Split('.'))
        {
            // A number would be taken too, and mean another paper when one is added.
            if (!Enum.TryParse<PaperKind>(name, out var kind) || kind.ToString() != name) return null;
            kinds.Add(kind);
        }

        return new BatchOrder(merchant, [.. bytes.Chunk(16).Select(c => new ConsignmentId(new Guid(c, bigEndian: true)))], kinds, start ?? 1, copies == "yes", WithFiles: files == "yes");
    }
}
