namespace Storefront.Data;

/// <summary>Turns a picture from outside into safe ones of ours: known formats and widths, nothing else carried over.</summary>
public interface IResizePictures
{
    /// <summary>Whether pictures can be worked on here, and if not, a plain sentence that says what is missing.</summary>
    PicturesAvailability Availability { get; }

    /// <summary>WebP and JPEG at each width of <see cref="PictureLimits.Widths"/> below the original's own, and at its own or the greatest of them,
    /// whichever is less; upright, without metadata, narrowest first. A picture is never enlarged.</summary>
    /// <returns>Refusals <c>pictures.not-a-picture</c>, <c>pictures.too-large</c> (bytes or pixels), <c>pictures.unreadable</c>, <c>pictures.unavailable</c>.</returns>
    Task<Outcome<ResizedPicture>> ResizeAsync(ReadOnlyMemory<byte> original, CancellationToken cancel = default);
}

/// <param name="Width">Of the original, turned upright.</param>
public sealed record ResizedPicture(int Width, int Height, IReadOnlyList<PictureSize> Sizes);

public sealed record PictureSize(int Width, int Height, PictureFormat Format, ReadOnlyMemory<byte> Bytes);

public enum PictureFormat
{
    Jpeg,
    WebP,
}

/// <param name="Sentence">What is missing and how to get it; null when all is there.</param>
public sealed record PicturesAvailability(bool IsAvailable, string? Sentence);

public static class PictureLimits
{
    public const int LargestBytes = 10 * 1024 * 1024;

    public const long LargestPixels = 40_000_000;

    /// <summary>Widths in pixels that pages ask for.</summary>
    public static readonly IReadOnlyList<int> Widths = [400, 800, 1200];
}

public static class PictureRefusals
{
    public static readonly Refusal NotAPicture = new("pictures.not-a-picture", "picture");

    public static readonly Refusal TooLarge = new Refusal("pictures.too-large", "picture")
        .With("megabytes", PictureLimits.LargestBytes / (1024 * 1024)).With("megapixels", PictureLimits.LargestPixels / 1_000_000);

    /// <summary>It says that it is a picture and cannot be read as one.</summary>
    public static readonly Refusal Unreadable = new("pictures.unreadable", "picture");

    public static readonly Refusal Unavailable = new("pictures.unavailable", "picture");
}
