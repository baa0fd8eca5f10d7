using System.Xml;
using System.Xml.Linq;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>Reads XML of carriers: no document types, so no entities of their own, and nothing is fetched.</summary>
internal static class CarrierXml
{
    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The root; null when the text is no XML.</summary>
    public static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Strict);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>A child's text without the space around it; null when it is missing or empty.</summary>
    public static string? Text(this XElement element, string child) => element.Element(child)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
