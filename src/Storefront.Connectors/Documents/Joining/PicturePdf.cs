using System.Globalization;
using System.Text;

namespace Storefront.Connectors.Documents.Joining;

/// <summary>A PDF of one page that a picture fills.</summary>
/// <remarks>Source: ISO 32000-1, 7.5 and 8.9.</remarks>
internal static class PicturePdf
{
    private const double PointsPerMm = 72 / 25.4;

    public static byte[] Of(Picture picture)
    {
        var (width, height) = (picture.SizeMm.Width * PointsPerMm, picture.SizeMm.Height * PointsPerMm);
        var content = Say($"q {width:0.###} 0 0 {height:0.###} 0 0 cm /P Do Q");
        var filters = picture.HasFilters ? Say($" /DecodeParms << /Predictor 15 /Colors {picture.Samples} /BitsPerComponent {picture.BitsPerSample} /Columns {picture.Width} >>") : "";
        using var file = new MemoryStream();
        var places = new List<long>();
        Write("%PDF-1.5\n");
        Entry("<< /Type /Catalog /Pages 2 0 R >>");
        Entry("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Entry(Say($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:0.###} {height:0.###}] /Resources << /XObject << /P 4 0 R >> >> /Contents 5 0 R >>"));
        Entry(
            Say($"<< /Type /XObject /Subtype /Image /Width {picture.Width} /Height {picture.Height} /BitsPerComponent {picture.BitsPerSample} /ColorSpace {picture.ColourSpace} /Filter /FlateDecode{filters} /Length {picture.Deflated.Length} >>"),
            picture.Deflated);
        Entry(Say($"<< /Length {content.Length} >>"), Encoding.ASCII.GetBytes(content));
        var table = file.Length;
        Write(Say($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n"));
        foreach (var place in places) Write(Say($"{place:0000000000} 00000 n \n"));
        Write(Say($"trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();

        void Entry(string dictionary, byte[]? stream = null)
        {
            places.Add(file.Length);
            Write(Say($"{places.Count} 0 obj\n{dictionary}\n"));
            if (stream is not null)
            {
                Write("stream\n");
                file.Write(stream);
                Write("\nendstream\n");
            }

            Write("endobj\n");
        }

        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
