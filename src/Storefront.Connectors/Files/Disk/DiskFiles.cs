using System.Security.Cryptography;
using Storefront.Data;

namespace Storefront.Connectors.Files.Disk;

/// <summary>Keeps files in a folder, spread over 256 subfolders by the first two letters of their names. Several nodes may share the folder.</summary>
public sealed class DiskFiles : IStoreFiles
{
    private readonly string root;
    private readonly string incoming;

    public DiskFiles(DiskFilesSettings settings)
    {
        root = Path.GetFullPath(settings.Folder);
        incoming = Path.Combine(root, "incoming");
        Directory.CreateDirectory(incoming);
    }

    public async Task<StoredFile> SaveAsync(ReadOnlyMemory<byte> bytes, string extension, CancellationToken cancel = default)
    {
        var file = StoredFile.Of(SHA256.HashData(bytes.Span), extension);
        var path = PathOf(file);
        if (File.Exists(path)) return file;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = Path.Combine(incoming, Path.GetRandomFileName());
        try
        {
            await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true))
            {
                await stream.WriteAsync(bytes, cancel);
                stream.Flush(flushToDisk: true);
            }

            // The name appears with the whole content or not at all; whoever was first wrote the same bytes.
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return file;
    }

    public Task<Stream?> OpenAsync(StoredFile file, CancellationToken cancel = default)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096, useAsync: true));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task RemoveAsync(StoredFile file, CancellationToken cancel = default)
    {
        var path = PathOf(file);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    private string PathOf(StoredFile file) => Path.Combine(root, file.Name[..2], file.Name);
}
