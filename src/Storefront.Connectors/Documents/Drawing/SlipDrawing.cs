using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The sheet in the parcel, A5 upright.</summary>
internal static class SlipDrawing
{
    private const double WidthMm = 148;
    private const double HeightMm = 210;
    private const double Left = 12;
    private const double Inner = WidthMm - (2 * Left);
    private const double Bottom = HeightMm - 14;

    private static readonly TextStyle Words = new(9) { SmallestPt = 7 };
    private static readonly TextStyle Caption = new(7) { SmallestPt = 6 };

    public static Sheet Of(PackingSlip slip)
    {
        var rest = new Queue<PackingSlipLine>(slip.Lines);
        var parts = new List<PackingSlipLine[]>();
        do
        {
            // The first page holds addresses, the last one amounts and note; each is counted in lines.
            var room = parts.Count == 0 ? 9 : 15;
            var part = new List<PackingSlipLine>();
            while (part.Count < room && rest.TryDequeue(out var line)) part.Add(line);
            parts.Add([.. part]);
        }
        while (rest.Count > 0);

        if (parts[^1].Length > (parts.Count == 1 ? 9 : 15) - TailLines(slip)) parts.Add([]);
        return new Sheet($"{slip.Words.Title} {slip.OrderNumber}", slip.OrderedOn, [.. parts.Select((part, i) => new Page(WidthMm, HeightMm, canvas => Draw(canvas, slip, part, i, parts.Count)))]);
    }

    /// <summary>How many lines' worth of room amounts and note take.</summary>
    private static int TailLines(PackingSlip slip) => ((slip.Amounts.Count + 1) / 2) + (slip.Total is null ? 0 : 1) + (slip.Note is null ? 0 : 3);

    private static void Draw(Canvas canvas, PackingSlip slip, PackingSlipLine[] part, int index, int count)
    {
        canvas.Mirrored = slip.Words.IsRightToLeft;
        var words = slip.Words;
        canvas.Text(slip.MerchantName, Left, 12, Inner - 42, new TextStyle(16, Bold: true) { SmallestPt = 10 });
        canvas.Text(words.Title, Left + Inner - 42, 13.6, 42, new TextStyle(11).ToEnd());
        canvas.Rule(Left, 22, Inner, 6);
        var y = 26.0;
        if (index == 0) y = Head(canvas, slip, y);
        if (part.Length > 0) y = Lines(canvas, slip, part, y);
        if (index == count - 1) Tail(canvas, slip, y + 3);
        canvas.TextOnMiddle($"{words.Order} {slip.OrderNumber}", Left, HeightMm - 9, 80, Caption);
        if (count > 1) canvas.TextOnMiddle($"{(index + 1).ToString(CultureInfo.InvariantCulture)} / {count.ToString(CultureInfo.InvariantCulture)}", Left + Inner - 30, HeightMm - 9, 30, Caption.ToEnd());
    }

    private static double Head(Canvas canvas, PackingSlip slip, double y)
    {
        var words = slip.Words;
        var half = (Inner - 8) / 2;
        canvas.Text(words.To, Left, y, half, Caption);
        var to = AddressBlock.Draw(canvas, slip.Recipient, Left, y + 4, half, 34, 10, 7);
        canvas.Text(words.From, Left + half + 8, y, half, Caption);
        AddressBlock.Draw(canvas, slip.Sender, Left + half + 8, y + 4, half, 24, 8, 6);
        y += Math.Max(to + 4, 30) + 4;
        (string Name, string Value)[] facts = [(words.Order, slip.OrderNumber), (words.OrderedOn, LabelDrawing.Date(slip.OrderedOn)), (words.Tracking, slip.TrackingNumber is { } n ? LabelDrawing.Spaced(n) : "")];
        canvas.Rule(Left, y, Inner, 1);
        for (var i = 0; i < facts.Length; i++)
        {
            if (facts[i].Value.Length == 0) continue;
            canvas.Text(facts[i].Name, Left + (i * 36), y + 1.5, 34, Caption);
            canvas.Text(facts[i].Value, Left + (i * 36), y + 5, i == 2 ? Inner - 72 : 34, Words with { Bold = true });
        }

        return y + 13;
    }

    private static double Lines(Canvas canvas, PackingSlip slip, PackingSlipLine[] part, double y)
    {
        var words = slip.Words;
        canvas.Rule(Left, y, Inner, 3);
        canvas.Text(words.Quantity, Left, y + 1.5, 12, Caption);
        canvas.Text(words.Item, Left + 14, y + 1.5, 70, Caption);
        if (part.Any(l => l.Amount is not null)) canvas.Text(words.Amount, Left + Inner - 30, y + 1.5, 30, Caption.ToEnd());
        y += 7;
        foreach (var line in part)
        {
            canvas.Rule(Left, y, Inner, 1);
            canvas.Text(line.Quantity.ToString(CultureInfo.InvariantCulture), Left, y + 1.6, 12, new TextStyle(11, Bold: true));
            canvas.Text(line.Title, Left + 14, y + 1.4, Inner - 46, Words with { Bold = true });
            canvas.Text(line.Options is null ? line.Sku : $"{line.Options}  ·  {line.Sku}", Left + 14, y + 5.8, Inner - 46, Caption);
            if (line.Amount is { } amount) canvas.Text(amount, Left + Inner - 30, y + 1.4, 30, Words.ToEnd());
            y += 10.5;
        }

        canvas.Rule(Left, y, Inner, 3);
        return y;
    }

    private static void Tail(Canvas canvas, PackingSlip slip, double y)
    {
        foreach (var amount in slip.Amounts)
        {
            canvas.Text(amount.Name, Left + 44, y, Inner - 76, Words);
            canvas.Text(amount.Amount, Left + Inner - 30, y, 30, Words.ToEnd());
            y += 4.8;
        }

        if (slip.Total is { } total)
        {
            canvas.Rule(Left + 44, y + 0.6, Inner - 44, 2);
            canvas.Text(slip.Words.Total, Left + 44, y + 3.2, 30, Words with { Bold = true });
            canvas.Text(total, Left + 74, y + 1.4, Inner - 74, new TextStyle(16, Bold: true) { SmallestPt = 10, Align = Align.End });
            y += 12;
        }

        if (slip.Note is { } note) canvas.Text(note, Left, Math.Min(y + 4, Bottom - 24), Inner, new TextStyle(11) { SmallestPt = 8, MaxLines = 4 });
    }
}
