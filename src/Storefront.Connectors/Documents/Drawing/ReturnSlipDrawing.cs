using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The sheet that comes back with the goods, A4 upright, mirrored for those who read from the right.</summary>
internal static class ReturnSlipDrawing
{
    private const double FirstTop = 92;
    private const double FurtherTop = 26;
    private const double HeadHeight = 6;
    private const double RowHeight = 11;

    public static Sheet Of(ReturnSlip slip)
    {
        var parts = Paging.Divide(slip.Lines, _ => RowHeight, A4.Bottom - FirstTop - HeadHeight, A4.Bottom - FurtherTop - HeadHeight, TailHeight(slip));
        return new Sheet($"{slip.Words["return-title"]} {slip.Number ?? slip.OrderNumber}", slip.OrderedOn, [.. parts.Select((part, i) => new Page(A4.WidthMm, A4.HeightMm, canvas => Draw(canvas, slip, part, i, parts.Count)))]);
    }

    private static double TailHeight(ReturnSlip slip) => 10 + (slip.Reasons.Count * 7) + 34;

    private static void Draw(Canvas canvas, ReturnSlip slip, List<ReturnLine> part, int index, int count)
    {
        canvas.Mirrored = slip.Words.IsRightToLeft;
        A4.Head(canvas, slip.Words["return-title"], slip.MerchantName);
        if (index == 0) Parties(canvas, slip);
        var y = index == 0 ? FirstTop : FurtherTop;
        if (part.Count > 0) y = Table(canvas, slip, part, y);
        if (index == count - 1) Tail(canvas, slip, y);
        A4.Foot(canvas, slip.Number is { } number ? $"{slip.Words["return-number"]} {number}" : $"{slip.Words["order"]} {slip.OrderNumber}", slip.Words["page"], index, count);
    }

    private static void Parties(Canvas canvas, ReturnSlip slip)
    {
        const double Half = 88;
        canvas.Text(slip.Words["return-to"], A4.Left, 24, Half, A4.Caption);
        canvas.Frame(A4.Left, 28, Half, 38, 3);
        AddressBlock.Draw(canvas, slip.ReturnTo, A4.Left + 3, 30, Half - 6, 34, 12, 7);
        canvas.Text(slip.Words["from"], A4.Left + Half + 6, 24, Half, A4.Caption);
        AddressBlock.Draw(canvas, slip.Buyer, A4.Left + Half + 6, 28, Half, 20, 9, 6);
        var name = slip.Number ?? slip.OrderNumber;
        canvas.Bars(Code128.Encode(name), A4.Left + Half + 6, 50, A4.Inner - Half - 6, 12, mostDots: 3);
        canvas.Text(name, A4.Left + Half + 6, 62.6, A4.Inner - Half - 6, A4.Bold.Centred());
        canvas.Text($"{(slip.Number is null ? "" : $"{slip.Words["order"]} \u2066{slip.OrderNumber}\u2069  ·  ")}{slip.Words["ordered-on"]} \u2066{LabelDrawing.Date(slip.OrderedOn)}\u2069", A4.Left, 70, A4.Inner, A4.Words);
        canvas.Text(slip.Words[slip.Number is null ? "return-hint" : "return-hint-agreed"], A4.Left, 76, A4.Inner, A4.Words with { MaxLines = 3 });
    }

    private static double Table(Canvas canvas, ReturnSlip slip, List<ReturnLine> part, double y)
    {
        canvas.Rule(A4.Left, y, A4.Inner, 3);
        canvas.Text(slip.Words["returned"], A4.Left, y + 1.4, 24, A4.Caption);
        canvas.Text(slip.Words["bought"], A4.Left + 26, y + 1.4, 18, A4.Caption);
        canvas.Text(slip.Words["item"], A4.Left + 46, y + 1.4, 100, A4.Caption);
        y += HeadHeight;
        foreach (var line in part)
        {
            canvas.Rule(A4.Left, y, A4.Inner, 1);
            canvas.Frame(A4.Left, y + 2, 16, 7, 3);
            if (line.Returned is { } units) canvas.TextOnMiddle(units.ToString(CultureInfo.InvariantCulture), A4.Left + 1, y + 5.5, 14, A4.Bold.Centred());
            canvas.TextOnMiddle(line.Bought.ToString(CultureInfo.InvariantCulture), A4.Left + 26, y + 5.5, 16, A4.Words);
            canvas.Text(line.Title, A4.Left + 46, y + 1.4, A4.Inner - 46, A4.Bold);
            canvas.Text(line.Options is null ? line.Sku : $"{line.Options}  ·  {line.Sku}", A4.Left + 46, y + 6, A4.Inner - 46, A4.Caption);
            y += RowHeight;
        }

        canvas.Rule(A4.Left, y, A4.Inner, 3);
        return y;
    }

    private static void Tail(Canvas canvas, ReturnSlip slip, double y)
    {
        canvas.Text(slip.Words["reason"], A4.Left, y + 3, A4.Inner, A4.Bold);
        y += 9;
        foreach (var (reason, at) in slip.Reasons.Select((r, i) => (r, i)))
        {
            A4.CheckBox(canvas, A4.Left, y, 4.5);
            if (at == slip.Reason) canvas.Fill(A4.Left + 1, y + 1, 2.5, 2.5);
            canvas.TextOnMiddle(reason, A4.Left + 8, y + 2.25, A4.Inner - 8, A4.Words);
            y += 7;
        }

        canvas.Text(slip.Words["remarks"], A4.Left, y + 2, A4.Inner, A4.Caption);
        if (slip.Remarks.Length > 0) canvas.Text(slip.Remarks, A4.Left, y + 7, A4.Inner, A4.Words with { MaxLines = 5 });
        else for (var i = 1; i <= 3; i++) canvas.Rule(A4.Left, y + 4 + (i * 8), A4.Inner, 1);
    }
}
