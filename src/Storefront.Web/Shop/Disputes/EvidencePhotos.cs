using Storefront.Data;

namespace Storefront.Web.Shop.Disputes;

/// <summary>Takes a case's photos in: what really is a picture is redrawn by us, without what the camera wrote into it, and kept where only the
/// two sides and the admins can see it.</summary>
public sealed class EvidencePhotos(IResizePictures pictures, IStoreFiles files)
{
    public const int Most = 5;
    public const string Field = "photos";

    public static readonly Refusal TooMany = new Refusal("upload.too-many", Field).With("most", Most);

    /// <summary>How many came with a form.</summary>
    public static int Sent(HttpRequest request) => request.HasFormContentType ? Given(request.Form.Files).Count() : 0;

    /// <summary>Names of the stored photos, in the order given. Either all are kept or none is.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> KeepAsync(IReadOnlyList<IFormFile> given, CancellationToken cancel)
    {
        var photos = Given(given).ToList();
        if (photos.Count > Most) return TooMany;
        if (photos.Exists(p => p.Length > PictureLimits.LargestBytes)) return PictureRefusals.TooLarge.On(Field);

        var redrawn = new List<PictureSize>();
        foreach (var photo in photos)
        {
            var bytes = new byte[photo.Length];
            await using (var stream = photo.OpenReadStream()) await stream.ReadExactlyAsync(bytes, cancel);
            var resized = await pictures.ResizeAsync(bytes, cancel);
            if (!resized.Succeeded) return resized.Refusal.On(Field);
            redrawn.Add(resized.Value.Sizes.Where(s => s.Format == PictureFormat.WebP).MaxBy(s => s.Width)!);
        }

        var names = new List<string>();
        foreach (var picture in redrawn) names.Add((await files.SaveAsync(picture.Bytes, "webp", cancel)).Name);
        return Outcome<IReadOnlyList<string>>.Of(names);
    }

    private static IEnumerable<IFormFile> Given(IEnumerable<IFormFile> files) => files.Where(f => f.Name == Field && f.Length > 0);
}
