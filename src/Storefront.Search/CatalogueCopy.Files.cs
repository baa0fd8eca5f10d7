namespace Storefront.Search;

public sealed partial class CatalogueCopy
{
    /// <summary>Writes the whole copy to a file from which another node can start. The file appears under its name only when it is complete.</summary>
    public void WriteSnapshot(string path)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var use = Use()) use.Reader.VacuumInto(partial);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
