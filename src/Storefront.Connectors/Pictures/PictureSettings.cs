namespace Storefront.Connectors.Pictures;

/// <summary>Section <c>Pictures</c>.</summary>
public sealed class PictureSettings
{
    /// <summary>The program of libvips that decodes, in a process of its own; a name on the path or a whole path.</summary>
    public string Program { get; set; } = "vips";

    /// <summary>How long one run may take before it is ended.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Address space of one run in mebibytes; a picture that needs more is refused as unreadable.</summary>
    public int MemoryMebibytes { get; set; } = 1024;

    /// <summary>Runs at one time on this node.</summary>
    public int AtOnce { get; set; } = 2;
}
