using System.Globalization;
using Storefront.Data;

namespace Storefront.Connectors.Pictures;

/// <summary>Resizes pictures with libvips outside the app's process: what a stranger uploaded is never decoded in it.
/// Turned upright, in sRGB, without a word of metadata.</summary>
public sealed class VipsPictures(PictureSettings settings, TimeProvider clock) : IResizePictures, IDisposable
{
    /// <summary>The greatest that libvips knows, so that the width alone bounds the picture.</summary>
    private const string NoHeight = "10000000";

    private readonly LimitedProcess vips = new(settings, clock);
    private readonly SemaphoreSlim turns = new(settings.AtOnce);

    public PicturesAvailability Availability => vips.Missing is { Count: > 0 } missing
        ? new PicturesAvailability(false, $"Pictures cannot be taken in: {string.Join(" and ", missing)} is missing. On Debian, install libvips-tools and util-linux.")
        : new PicturesAvailability(true, null);

    public async Task<Outcome<ResizedPicture>> ResizeAsync(ReadOnlyMemory<byte> original, CancellationToken cancel = default)
    {
        if (original.Length > PictureLimits.LargestBytes) return PictureRefusals.TooLarge;
        if (!PictureHeader.TryRead(original.Span, out var header)) return PictureRefusals.NotAPicture;
        if (header.Pixels > PictureLimits.LargestPixels) return PictureRefusals.TooLarge;
        if (!Availability.IsAvailable) return PictureRefusals.Unavailable;
        await turns.WaitAsync(cancel);
        var folder = Directory.CreateTempSubdirectory("storefront-picture-");
        try
        {
            var file = Path.Combine(folder.FullName, $"original.{header.Extension}");
            await File.WriteAllBytesAsync(file, original, cancel);
            return await ResizeAsync(file, header, cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<Outcome<ResizedPicture>> ResizeAsync(string file, PictureHeader header, CancellationToken cancel)
    {
        var sizes = new List<PictureSize>();
        // The largest first: it never grows, so that its width tells how wide the picture is once turned upright.
        foreach (var width in PictureLimits.Widths.OrderDescending())
        {
            if (sizes.Count > 0 && width >= sizes[0].Width) continue;
            foreach (var format in Enum.GetValues<PictureFormat>())
            {
                if (await ThumbnailAsync(file, width, format, cancel) is not { } size) return PictureRefusals.Unreadable;
                sizes.Add(size);
            }
        }

        var isTurned = header.Width != header.Height && (header.Width > header.Height) != (sizes[0].Width > sizes[0].Height);
        var (fullWidth, fullHeight) = isTurned ? (header.Height, header.Width) : (header.Width, header.Height);
        return new ResizedPicture(fullWidth, fullHeight, [.. sizes.OrderBy(s => s.Width).ThenBy(s => s.Format)]);
    }

    /// <summary>Null when the picture cannot be read within the limits.</summary>
    private async Task<PictureSize?> ThumbnailAsync(string file, int width, PictureFormat format, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(file)!;
        var (name, options) = format switch
        {
            PictureFormat.Jpeg => ("small.jpg", "[Q=82,optimize_coding,interlace,strip,background=255]"),
            PictureFormat.WebP => ("small.webp", "[Q=80,strip]"),
        };
        string[] arguments =
        [
            "thumbnail", Path.GetFileName(file), name + options, width.ToString(CultureInfo.InvariantCulture), "--height", NoHeight, "--size", "down", "--export-profile", "srgb", "--fail-on", "truncated",
        ];
        if (!await vips.RunAsync(folder, arguments, cancel)) return null;
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, name), cancel);
        if (format == PictureFormat.WebP) bytes = WebPFile.WithoutMetadata(bytes);
        return PictureHeader.TryRead(bytes, out var made) ? new PictureSize(made.Width, made.Height, format, bytes) : null;
    }
}
