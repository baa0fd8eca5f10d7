using System.Xml;
using System.Xml.Linq;

namespace Storefront.Connectors.Carriers.Wire;

/// <summary>XML to carriers and from them. In what is read there are no document types, so no entities of their own, and nothing is fetched.</summary>
internal static class CarrierXml
{
    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The root, whatever blank stands before it; null when the text is no XML.</summary>
    public static XElement? Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF', ' ', '\r', '\n', '\t')), Strict);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>As it is sent, with every text escaped.</summary>
    public static string Write(XElement root) => """<?xml version="1.0" encoding="UTF-8"?>""" + root.ToString(SaveOptions.DisableFormatting);

    /// <summary>An element with a text, of which the signs are left out that XML cannot hold.</summary>
    public static XElement Element(string name, string? text) =>
        new(name, string.Concat((text ?? "").EnumerateRunes().Where(r => r.Value is (>= 0x20 and not 0xFFFE and not 0xFFFF) or '\t' or '\n' or '\r')));

    /// <summary>A child's text without the space around it; null when it is missing or empty.</summary>
    public static string? Text(this XElement element, string child) => element.Element(child)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
