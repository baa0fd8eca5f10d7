using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The list that a driver signs, A4 upright: each parcel's number as a bar code, so that both sides can scan it off.</summary>
internal static class HandOverDrawing
{
    private const double FirstTop = 64;
    private const double FurtherTop = 26;
    private const double HeadHeight = 6;
    private const double RowHeight = 13;
    private const double TailHeight = 46;

    public static Sheet Of(HandOverList list)
    {
        var parts = Paging.Divide(list.Lines, _ => RowHeight, A4.Bottom - FirstTop - HeadHeight, A4.Bottom - FurtherTop - HeadHeight, TailHeight);
        return new Sheet($"{list.Words["hand-over-title"]} {list.Number}", list.Day, [.. parts.Select((part, i) => new Page(A4.WidthMm, A4.HeightMm, canvas => Draw(canvas, list, part, parts.Take(i).Sum(p => p.Count), i, parts.Count)))]);
    }

    private static void Draw(Canvas canvas, HandOverList list, List<HandOverLine> part, int before, int index, int count)
    {
        var words = list.Words;
        A4.Head(canvas, words["hand-over-title"], list.CarrierName);
        if (index == 0) Facts(canvas, list);
        var y = index == 0 ? FirstTop : FurtherTop;
        if (part.Count > 0) y = Table(canvas, list, part, before, y);
        if (index == count - 1) Tail(canvas, list, y);
        A4.Foot(canvas, $"{words["number"]} {list.Number}", words["page"], index, count);
    }

    private static void Facts(Canvas canvas, HandOverList list)
    {
        var words = list.Words;
        canvas.Text(words["from"], A4.Left, 24, 60, A4.Caption);
        AddressBlock.Draw(canvas, list.From, A4.Left, 28, 76, 32, 9, 6);
        (string Name, string Value)[] facts =
        [
            (words["carrier"], list.CarrierName), (words["day"], LabelDrawing.Date(list.Day)), (words["parcels"], list.Lines.Count.ToString(CultureInfo.InvariantCulture)),
            (words["total-weight"], $"{LabelDrawing.Kilograms(list.TotalWeight)} kg"),
        ];
        var y = 24.0;
        foreach (var (name, value) in facts)
        {
            canvas.Text(name, A4.Left + 84, y + 0.4, 34, A4.Caption);
            canvas.Text(value, A4.Left + 118, y, A4.Inner - 118, A4.Bold.ToEnd());
            y += 5;
        }

        canvas.Bars(Code128.Encode(list.Number), A4.Left + 84, 45, A4.Inner - 84, 11, mostDots: 3);
        canvas.Text(list.Number, A4.Left + 84, 56.8, A4.Inner - 84, A4.Bold.Centred());
    }

    private static double Table(Canvas canvas, HandOverList list, List<HandOverLine> part, int before, double y)
    {
        var words = list.Words;
        canvas.Rule(A4.Left, y, A4.Inner, 3);
        canvas.Text(words["tracking"], A4.Left + 10, y + 1.4, 80, A4.Caption);
        canvas.Text(words["order"], A4.Left + 102, y + 1.4, 32, A4.Caption);
        canvas.Text(words["destination"], A4.Left + 136, y + 1.4, 26, A4.Caption);
        canvas.Text(words["weight"], A4.Left + A4.Inner - 20, y + 1.4, 20, A4.Caption.ToEnd());
        y += HeadHeight;
        for (var i = 0; i < part.Count; i++)
        {
            var line = part[i];
            canvas.Rule(A4.Left, y, A4.Inner, 1);
            canvas.TextOnMiddle((before + i + 1).ToString(CultureInfo.InvariantCulture), A4.Left, y + (RowHeight / 2), 9, A4.Caption);
            canvas.Bars(Code128.Encode(line.TrackingNumber), A4.Left + 8, y + 1, 92, 7.6, mostDots: 3);
            canvas.TextOnMiddle(LabelDrawing.Spaced(line.TrackingNumber), A4.Left + 8, y + 10.6, 92, A4.Bold.Centred());
            canvas.TextOnMiddle(line.OrderNumber, A4.Left + 102, y + (RowHeight / 2), 32, A4.Words);
            canvas.TextOnMiddle($"{line.Destination.Code} {line.Postcode}".Trim(), A4.Left + 136, y + (RowHeight / 2), 26, A4.Words);
            canvas.TextOnMiddle($"{LabelDrawing.Kilograms(line.Weight)} kg", A4.Left + A4.Inner - 20, y + (RowHeight / 2), 20, A4.Words.ToEnd());
            y += RowHeight;
        }

        canvas.Rule(A4.Left, y, A4.Inner, 3);
        return y;
    }

    private static void Tail(Canvas canvas, HandOverList list, double y)
    {
        var words = list.Words;
        canvas.Text(string.Create(CultureInfo.InvariantCulture, $"{words["parcels"]} {list.Lines.Count}   ·   {words["total-weight"]} {LabelDrawing.Kilograms(list.TotalWeight)} kg"), A4.Left, y + 3, A4.Inner, new TextStyle(11, Bold: true).ToEnd());
        var half = (A4.Inner - 10) / 2;
        string[] who = [words["handed-over-by"], words["received-by"]];
        for (var i = 0; i < who.Length; i++)
        {
            var x = A4.Left + (i * (half + 10));
            canvas.Rule(x, y + 34, half, 2);
            canvas.Text(who[i], x, y + 35.4, half, A4.Caption);
        }
    }
}
