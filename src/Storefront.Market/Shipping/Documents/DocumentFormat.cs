namespace Storefront.Shipping;

/// <summary>In which form a document leaves the shop.</summary>
public enum DocumentFormat
{
    /// <summary>Vector, for any printer.</summary>
    Pdf,

    /// <summary>Black on white at 203 dots per inch, for the screen and simple printers; one page a picture.</summary>
    Png,

    /// <summary>For thermal label printers, as a picture that needs no fonts in the printer.</summary>
    Zpl,
}

public static class DocumentFormats
{
    public static string MediaType(this DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "application/pdf",
        DocumentFormat.Png => "image/png",
        DocumentFormat.Zpl => "application/x-zpl",
    };

    /// <summary>File ending without the dot.</summary>
    public static string Extension(this DocumentFormat format) => format switch
    {
        DocumentFormat.Pdf => "pdf",
        DocumentFormat.Png => "png",
        DocumentFormat.Zpl => "zpl",
    };
}
