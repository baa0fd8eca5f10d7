namespace Storefront.Data;

/// <summary>Keeps files that never change, named by what is in them: the same bytes are the same file, stored once.</summary>
public interface IStoreFiles
{
    /// <summary>Stores the bytes, or finds them stored already. A file is there whole or not at all.</summary>
    Task<StoredFile> SaveAsync(ReadOnlyMemory<byte> bytes, string extension, CancellationToken cancel = default);

    /// <summary>Null when there is no such file.</summary>
    Task<Stream?> OpenAsync(StoredFile file, CancellationToken cancel = default);

    /// <summary>Removes it; one that is not there is no fault.</summary>
    Task RemoveAsync(StoredFile file, CancellationToken cancel = default);
}
