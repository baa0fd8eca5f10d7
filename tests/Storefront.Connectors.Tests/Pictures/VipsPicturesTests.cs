using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Storefront.Connectors.Pictures;
using Storefront.Data;

namespace Storefront.Connectors.Tests.Pictures;

public sealed class VipsPicturesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly VipsPictures pictures = new(new PictureSettings(), TimeProvider.System);

    public void Dispose()
    {
        pictures.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("jpg", 1600, 900, "400x225 800x450 1200x675")]
    [InlineData("png", 1000, 1500, "400x600 800x1200 1000x1500")]
    [InlineData("webp", 1200, 1200, "400x400 800x800 1200x1200")]
    [InlineData("jpg", 300, 200, "300x200")]
    public async Task A_picture_is_made_in_every_width_below_its_own_as_webp_and_jpeg(string kind, int width, int height, string expected)
    {
        var resized = (await pictures.ResizeAsync(await MakeAsync(kind, width, height))).Value;

        Assert.Equal((width, height), (resized.Width, resized.Height));
        foreach (var format in Enum.GetValues<PictureFormat>())
        {
            Assert.Equal(expected, string.Join(' ', resized.Sizes.Where(s => s.Format == format).Select(s => $"{s.Width}x{s.Height}")));
        }

        foreach (var size in resized.Sizes)
        {
            var loader = await Tool.RunAsync("vipsheader", "-f", "vips-loader", await folder.WriteAsync("made", size.Bytes.ToArray()));
            Assert.Equal(size.Format == PictureFormat.Jpeg ? "jpegload" : "webpload", loader.Trim());
        }
    }

    [Fact]
    public async Task A_picture_that_a_camera_turned_stands_upright_and_tells_nothing_of_where_it_was_taken()
    {
        var turned = WithExif(await MakeAsync("jpg", 1600, 900), orientation: 6, "taken at home");

        var resized = (await pictures.ResizeAsync(turned)).Value;

        Assert.Equal((900, 1600), (resized.Width, resized.Height));
        Assert.Equal([400, 800, 900], resized.Sizes.Where(s => s.Format == PictureFormat.WebP).Select(s => s.Width));
        Assert.All(resized.Sizes, s =>
        {
            Assert.True(s.Height > s.Width);
            Assert.Equal(-1, s.Bytes.Span.IndexOf("taken at home"u8));
            Assert.Equal(-1, s.Bytes.Span.IndexOf("Exif"u8));
        });
    }

    [Fact]
    public async Task What_is_clear_in_a_picture_is_white_in_its_jpeg()
    {
        await Tool.RunAsync("vips", "black", folder["clear.png"], "300", "200", "--bands", "4");

        var resized = (await pictures.ResizeAsync(await File.ReadAllBytesAsync(folder["clear.png"]))).Value;

        var jpeg = await folder.WriteAsync("made.jpg", resized.Sizes.Single(s => s.Format == PictureFormat.Jpeg).Bytes.ToArray());
        Assert.Equal(255, double.Parse(await Tool.RunAsync("vips", "avg", jpeg), CultureInfo.InvariantCulture), 0.5);
    }

    public static TheoryData<string, byte[]> NotPictures => new()
    {
        { "a text named .jpg", Encoding.UTF8.GetBytes("Dear customer, this is not a picture at all, only some words in a file.") },
        { "nothing", [] },
        { "a drawing with a script", Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>") },
        { "a page behind the first bytes of a JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html> and more text to be long enough")] },
        { "a GIF", [.. "GIF89a"u8, .. new byte[60]] },
        { "a PNG without size", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[30]] },
        { "only the first bytes of a JPEG", [0xFF, 0xD8, 0xFF] },
        { "only the first bytes of a WebP", [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8] },
    };

    [Theory]
    [MemberData(nameof(NotPictures))]
    public async Task What_is_no_picture_by_its_content_is_refused(string what, byte[] bytes)
    {
        var resized = await pictures.ResizeAsync(bytes);

        Assert.True(resized.Refusal?.Code == "pictures.not-a-picture", what);
    }

    [Fact]
    public async Task More_than_ten_megabytes_are_refused()
    {
        var padded = new byte[PictureLimits.LargestBytes + 1];
        (await MakeAsync("jpg", 300, 200)).CopyTo(padded, 0);

        Assert.Equal("pictures.too-large", (await pictures.ResizeAsync(padded)).Refusal?.Code);
    }

    [Fact]
    public async Task A_small_file_that_unpacks_to_many_pixels_is_refused_before_it_is_unpacked()
    {
        await Tool.RunAsync("vips", "black", folder["bomb.png[compression=9]"], "9000", "9000");
        var real = await File.ReadAllBytesAsync(folder["bomb.png"]);
        var claimed = real.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(claimed.AsSpan(16), 2_000_000_000);

        Assert.InRange(real.Length, 1, 200_000);
        Assert.Equal("pictures.too-large", (await pictures.ResizeAsync(real)).Refusal?.Code);
        Assert.Equal("pictures.too-large", (await pictures.ResizeAsync(claimed)).Refusal?.Code);
    }

    [Fact]
    public async Task Half_a_picture_is_refused()
    {
        var whole = await MakeAsync("jpg", 1600, 900);

        Assert.Equal("pictures.unreadable", (await pictures.ResizeAsync(whole.AsMemory(0, whole.Length / 2))).Refusal?.Code);
    }

    [Fact]
    public async Task A_picture_that_needs_more_memory_than_it_may_have_is_refused()
    {
        using var poor = new VipsPictures(new PictureSettings { MemoryMebibytes = 16 }, TimeProvider.System);

        Assert.Equal("pictures.unreadable", (await poor.ResizeAsync(await MakeAsync("jpg", 300, 200))).Refusal?.Code);
    }

    [Fact]
    public async Task A_run_that_does_not_end_is_ended_and_leaves_nothing_running()
    {
        var program = await folder.WriteAsync("sleeper", "#!/bin/sh\necho $$ > \"$0.pid\"\nexec sleep 600\n"u8.ToArray());
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        using var slow = new VipsPictures(new PictureSettings { Program = program, TimeLimit = TimeSpan.FromMilliseconds(500) }, TimeProvider.System);

        var resized = await slow.ResizeAsync(await MakeAsync("jpg", 300, 200));

        Assert.Equal("pictures.unreadable", resized.Refusal?.Code);
        if (File.Exists(program + ".pid")) Assert.False(Directory.Exists($"/proc/{(await File.ReadAllTextAsync(program + ".pid")).Trim()}"));
    }

    [Fact]
    public async Task Where_the_program_is_missing_a_plain_sentence_says_so()
    {
        using var bare = new VipsPictures(new PictureSettings { Program = "no-such-program" }, TimeProvider.System);

        Assert.False(bare.Availability.IsAvailable);
        Assert.Contains("no-such-program is missing", bare.Availability.Sentence);
        Assert.Equal("pictures.unavailable", (await bare.ResizeAsync(await MakeAsync("jpg", 300, 200))).Refusal?.Code);
    }

    private async Task<byte[]> MakeAsync(string kind, int width, int height)
    {
        await Tool.RunAsync("vips", "gaussnoise", folder["noise.v"], $"{width}", $"{height}", "--mean", "128", "--sigma", "30");
        await Tool.RunAsync("vips", "cast", folder["noise.v"], folder[$"noise.{kind}"], "uchar");
        return await File.ReadAllBytesAsync(folder[$"noise.{kind}"]);
    }

    /// <summary>Puts an Exif segment with a description and an orientation behind the first two bytes of a JPEG.</summary>
    private static byte[] WithExif(byte[] jpeg, ushort orientation, string description)
    {
        var text = Encoding.ASCII.GetBytes(description + "\0");
        var tiff = new byte[8 + 2 + 24 + 4 + text.Length];
        "MM\0*"u8.CopyTo(tiff);
        BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(4), 8);
        BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(8), 2);
        Entry(tiff.AsSpan(10), 0x010E, 2, text.Length, 38);
        Entry(tiff.AsSpan(22), 0x0112, 3, 1, orientation << 16);
        text.CopyTo(tiff, 38);
        byte[] segment = [0xFF, 0xE1, 0, 0, .. "Exif\0\0"u8, .. tiff];
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];

        static void Entry(Span<byte> at, ushort tag, ushort type, int count, int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, tag);
            BinaryPrimitives.WriteUInt16BigEndian(at[2..], type);
            BinaryPrimitives.WriteInt32BigEndian(at[4..], count);
            BinaryPrimitives.WriteInt32BigEndian(at[8..], value);
        }
    }
}
