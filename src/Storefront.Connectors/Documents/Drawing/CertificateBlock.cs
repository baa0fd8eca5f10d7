using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>What the sender certifies and signs, in both languages: the end of both customs forms. Measures are in millimetres.</summary>
/// <param name="Words">Of the certificate.</param>
/// <param name="Name">Of day and name above the line.</param>
/// <param name="Width">Room for the certificate; the signature stands beside it.</param>
/// <param name="FrenchAt">Where the French certificate begins below the English one.</param>
/// <param name="LineAt">Where the line of the signature is, from the top.</param>
/// <param name="Step">Between the languages below the line.</param>
internal sealed record CertificateBlock(TextStyle Words, TextStyle Name, double Width, double FrenchAt, double LineAt, double Step)
{
    public void Draw(Canvas canvas, LabelContent label, double x, double y, double width)
    {
        canvas.Text(CustomsWords.Certificate.English, x + 2, y + 0.9, Width, Words);
        canvas.Text(CustomsWords.Certificate.French, x + 2, y + 0.9 + FrenchAt, Width, Words);
        var (at, room, caption) = (x + Width + 4, width - Width - 6, new TextStyle(Words.SizePt).ToEnd());
        canvas.TextOnMiddle($"{LabelDrawing.Date(label.PostedOn)}  {label.Sender.Name}", at, y + LineAt - 2, room, Name.ToEnd());
        canvas.Rule(at, y + LineAt, room, 1);
        canvas.TextOnMiddle(CustomsWords.Signature.English, at, y + LineAt + (0.8 * Step), room, caption);
        canvas.TextOnMiddle(CustomsWords.Signature.French, at, y + LineAt + (1.8 * Step), room, caption);
    }
}
