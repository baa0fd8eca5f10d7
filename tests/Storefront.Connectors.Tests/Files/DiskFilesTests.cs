using System.Security.Cryptography;
using Storefront.Connectors.Files.Disk;
using Storefront.Data;

namespace Storefront.Connectors.Tests.Files;

public sealed class DiskFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DiskFiles files;

    public DiskFilesTests() => files = new DiskFiles(new DiskFilesSettings { Folder = folder["files"] });

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_named_by_what_is_in_it_and_reads_back()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);

        var file = await files.SaveAsync(bytes, "webp");

        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}.webp", file.Name);
        Assert.Equal(bytes, await ReadAsync(file));
    }

    [Fact]
    public async Task The_same_bytes_are_stored_once_however_many_store_them()
    {
        var bytes = RandomNumberGenerator.GetBytes(50_000);

        var saved = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => files.SaveAsync(bytes, "pdf"))));

        Assert.Single(saved.Distinct());
        Assert.Single(Directory.GetFiles(folder["files"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_null_and_may_be_removed()
    {
        var file = await files.SaveAsync(new byte[] { 1, 2, 3 }, "png");

        await files.RemoveAsync(file);
        await files.RemoveAsync(file);

        Assert.Null(await files.OpenAsync(file));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000./../x")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000.PDF")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000.")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000G.pdf")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000.abcdefgh")]
    [InlineData(null)]
    public void A_name_that_is_no_hash_and_ending_is_not_read(string? name) => Assert.False(StoredFile.TryParse(name, out _));

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("JPG")]
    public async Task An_ending_that_could_lead_elsewhere_is_a_mistake(string extension) =>
        await Assert.ThrowsAsync<ArgumentException>(() => files.SaveAsync(new byte[] { 1 }, extension));

    [Fact]
    public async Task A_name_survives_json()
    {
        var file = await files.SaveAsync(new byte[] { 1, 2, 3 }, "jpg");

        Assert.Equal(file, System.Text.Json.JsonSerializer.Deserialize<StoredFile>(System.Text.Json.JsonSerializer.Serialize(file)));
    }

    private async Task<byte[]> ReadAsync(StoredFile file)
    {
        await using var stream = await files.OpenAsync(file);
        using var bytes = new MemoryStream();
        await stream!.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
