using System.Xml;
using Storefront.Pricing;

namespace Storefront.Connectors.Rates.Ecb;

/// <summary>The bank's XML: a <c>gesmes:Envelope</c> with a <c>Cube</c>, in it one <c>Cube time</c> a day, in it one <c>Cube currency rate</c> each.</summary>
/// <remarks>Daily, 90 days and history share the layout. A document type is refused, so no entity is ever looked up.
/// Source: the bank's page on euro foreign exchange reference rates as kept on 2020-12-28, and files in its layout, checked 2026-11-30.</remarks>
internal static class EcbXml
{
    private const string Envelope = "http://www.gesmes.org/xml/2002-08-01";
    private const string Rates = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref";

    private static readonly XmlReaderSettings Careful = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = EcbFile.MostUnzippedBytes,
    };

    public static Outcome<ReferenceRates> Read(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = XmlReader.Create(stream, Careful);
        try
        {
            return Read(reader);
        }
        catch (XmlException fault)
        {
            return PricingRefusals.FileBroken(Math.Max(1, fault.LineNumber));
        }
    }

    private static Outcome<ReferenceRates> Read(XmlReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "Envelope" || reader.NamespaceURI != Envelope) return PricingRefusals.NotRates;
        var days = new EcbDays();
        var inDay = -1;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Cube" || reader.NamespaceURI != Rates) continue;
            var (time, currency, rate) = (reader.GetAttribute("time"), reader.GetAttribute("currency"), reader.GetAttribute("rate"));
            if (time is not null)
            {
                inDay = reader.Depth;
                if (days.Begin(time, "yyyy-MM-dd") is { } refusal) return refusal;
            }
            else if (currency is not null || rate is not null)
            {
                if (inDay < 0 || reader.Depth != inDay + 1 || currency is null || rate is null) return PricingRefusals.FileBroken(((IXmlLineInfo)reader).LineNumber);
                if (days.Add(currency, rate) is { } refusal) return refusal;
            }
        }

        return days.Finish();
    }
}
