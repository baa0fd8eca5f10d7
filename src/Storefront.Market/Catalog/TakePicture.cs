using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Catalog;

/// <summary>Takes in a picture that a merchant uploads: it is made anew in known sizes, so that nothing of the file from outside is kept.</summary>
public sealed class TakePicture(MarketDb db, IResizePictures pictures, [FromKeyedServices(PublicFiles.Store)] IStoreFiles files)
{
    /// <summary>The picture, to be saved with the listing. One that is never saved with any listing is a file without use, and harmless.</summary>
    public async Task<Outcome<ListingPicture>> RunAsync(MerchantId merchant, Actor actor, ReadOnlyMemory<byte> original, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel)) return CatalogRefusals.NotYours;
        var resized = await pictures.ResizeAsync(original, cancel);
        if (!resized.Succeeded) return resized.Refusal;
        // Pages show the middle width; a browser that asks for more than that is rare, and WebP is read by all of them.
        var size = resized.Value.Sizes.Where(s => s.Format == PictureFormat.WebP).OrderBy(s => Math.Abs(s.Width - PictureLimits.Widths[1])).First();
        var file = await files.SaveAsync(size.Bytes, "webp", cancel);
        return new ListingPicture(PublicFiles.Path + file.Name, size.Width, size.Height, new Dictionary<string, string>());
    }
}
