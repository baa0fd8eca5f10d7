namespace Storefront.Connectors.Files.Disk;

/// <summary>Section <c>Files:Disk</c>.</summary>
public sealed class DiskFilesSettings
{
    /// <summary>Made when it is not there.</summary>
    public string Folder { get; set; } = "data/files";
}
