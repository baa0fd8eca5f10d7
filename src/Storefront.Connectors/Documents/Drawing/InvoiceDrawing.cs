using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The commercial invoice, A4 upright, in English and beside it in the language that the destination reads.</summary>
internal static class InvoiceDrawing
{
    private const double WidthMm = 210;
    private const double HeightMm = 297;
    private const double Left = 14;
    private const double Inner = WidthMm - (2 * Left);
    private const double Bottom = HeightMm - 16;
    private const double FirstTop = 106;
    private const double FurtherTop = 28;
    private const double HeadHeight = 10;
    private const double RowHeight = 6;
    private const double FurtherLine = 3.6;
    private const double SumHeight = 5.4;
    private const double SignatureHeight = 27;

    /// <summary>Fewer than fit at the usual size, so that a text of wide letters is only set a little smaller.</summary>
    private const int LettersToTheLine = 38;
    private const int LettersToTheNote = 115;

    /// <summary>Where each column begins and how wide it is: number, description, tariff number, origin, quantity, net weight, unit price, amount.</summary>
    private static readonly (double At, double Width)[] Columns = [(0, 6), (7, 63), (72, 21), (94, 13), (108, 14), (123, 17), (141, 19), (161, 21)];

    private static readonly TextStyle Words = new(8.5) { SmallestPt = 6 };
    private static readonly TextStyle Bold = Words with { Bold = true };
    private static readonly TextStyle Caption = new(6.5) { SmallestPt = 5 };

    public static Sheet Of(CommercialInvoice invoice)
    {
        var rows = invoice.Declaration.Lines.Select((line, i) => new Row(i + 1, line, invoice.UnitPrices[i])).ToList();
        var parts = Paging.Divide(rows, r => r.Height, Bottom - FirstTop - HeadHeight, Bottom - FurtherTop - HeadHeight, TailHeight(invoice));
        return new Sheet($"{invoice.Words["title"]} {invoice.Number}", invoice.IssuedOn, [.. parts.Select((part, i) => new Page(WidthMm, HeightMm, canvas => Draw(canvas, invoice, part, i, parts.Count)))]);
    }

    private static void Draw(Canvas canvas, CommercialInvoice invoice, List<Row> part, int index, int count)
    {
        canvas.Text(Title(invoice), Left, 11, 120, In(invoice, new TextStyle(15, Bold: true) { SmallestPt = 8 }));
        canvas.Text(invoice.Number, Left + 122, 11.6, Inner - 122, new TextStyle(13, Bold: true) { SmallestPt = 8, Align = Align.End });
        canvas.Rule(Left, 20, Inner, 5);
        if (index == 0) Head(canvas, invoice, 23);
        var y = index == 0 ? FirstTop : FurtherTop;
        if (part.Count > 0) y = Table(canvas, invoice, part, y);
        if (index == count - 1) Tail(canvas, invoice, y);
        canvas.TextOnMiddle($"{invoice.Seller.Address.Name} · {invoice.Number}", Left, HeightMm - 10, 120, Caption);
        canvas.TextOnMiddle(string.Create(CultureInfo.InvariantCulture, $"{invoice.Words["page"]} {index + 1} / {count}"), Left + Inner - 60, HeightMm - 10, 60, Caption.ToEnd());
    }

    /// <summary>English first, then the other language where there is one.</summary>
    private static string Say(CommercialInvoice invoice, string key) => invoice.OtherWords is { } other && other[key] != invoice.Words[key] ? $"{invoice.Words[key]} / {other[key]}" : invoice.Words[key];

    /// <summary>In the capitals of each language: Turkish has two kinds of i.</summary>
    private static string Title(CommercialInvoice invoice) =>
        string.Join(" / ", new[] { invoice.Words, invoice.OtherWords }.OfType<PaperWords>().Select(w => CultureInfo.GetCultureInfo(w.Language ?? "").TextInfo.ToUpper(w["title"])));

    /// <summary>With the destination's forms of Han characters.</summary>
    private static TextStyle In(CommercialInvoice invoice, TextStyle style) => style with { Language = invoice.OtherWords?.Language };

    private static void Head(Canvas canvas, CommercialInvoice invoice, double y)
    {
        const double Half = 86;
        const double PartyHeight = 39;
        Party(canvas, Say(invoice, "seller"), In(invoice, Caption), invoice.Seller, Left, y, Half, PartyHeight, invoice.Seller.Numbers);
        (string, string)[] asked = invoice.Buyer.Address.TaxId is { Length: > 0 } id ? [(invoice.Words["tax-id"], id)] : [];
        Party(canvas, Say(invoice, "buyer"), In(invoice, Caption), invoice.Buyer, Left, y + PartyHeight + 2, Half, PartyHeight, [.. asked, .. invoice.Buyer.Numbers]);

        (string Key, string Value)[] facts =
        [
            ("number", invoice.Number),
            ("date", LabelDrawing.Date(invoice.IssuedOn)),
            ("order", invoice.OrderNumber),
            ("ordered-on", LabelDrawing.Date(invoice.OrderedOn)),
            ("waybill", invoice.WaybillNumber is { } waybill ? LabelDrawing.Spaced(waybill) : "–"),
            ("carrier", invoice.CarrierName ?? "–"),
            ("terms", $"{CustomsWords.Of(invoice.Declaration.Incoterm)} {invoice.NamedPlace} (Incoterms 2020)"),
            ("reason", CustomsWords.Of(invoice.Declaration.Category)),
            ("exported-from", AddressBlock.CountryLine(invoice.Seller.Address.Country)),
            ("destination", AddressBlock.CountryLine(invoice.Buyer.Address.Country)),
            ("currency", invoice.Currency.Code),
        ];
        var x = Left + Half + 4;
        var step = ((2 * PartyHeight) + 2) / facts.Length;
        foreach (var (key, value) in facts)
        {
            canvas.TextOnMiddle(Say(invoice, key), x, y + (step / 2), 38, In(invoice, Caption with { SmallestPt = 5 }));
            canvas.TextOnMiddle(value, x + 39, y + (step / 2), Inner - Half - 43, Bold.ToEnd());
            canvas.Rule(x, y + step - 0.2, Inner - Half - 4, 1);
            y += step;
        }
    }

    private static void Party(Canvas canvas, string caption, TextStyle captionStyle, InvoiceParty party, double x, double y, double width, double height, IReadOnlyList<(string Name, string Number)> numbers)
    {
        canvas.Frame(x, y, width, height, 2);
        canvas.Text(caption, x + 2, y + 1.2, width - 4, captionStyle);
        string[] below =
        [
            .. new[] { party.Address.Phone is { Length: > 0 } phone ? $"Tel. {phone}" : null, party.Email }.OfType<string>() is var reach && reach.Any() ? [string.Join("  ·  ", reach)] : Array.Empty<string>(),
            .. numbers.Chunk(2).Select(two => string.Join("  ·  ", two.Select(n => $"{n.Name} {n.Number}"))),
        ];
        AddressBlock.Draw(canvas, party.Address, x + 2, y + 4.4, width - 4, height - 5.6 - (below.Length * 3.6), 9, 5);
        var at = y + height - 1 - (below.Length * 3.6);
        foreach (var line in below)
        {
            canvas.TextOnMiddle(line, x + 2, at + 1.6, width - 4, Type.Body);
            at += 3.6;
        }
    }

    private static double Table(Canvas canvas, CommercialInvoice invoice, List<Row> part, double y)
    {
        canvas.Rule(Left, y, Inner, 3);
        string?[] heads = [null, "description", "hs-code", "origin", "quantity", "net-weight", "unit-price", "amount"];
        for (var i = 0; i < heads.Length; i++)
        {
            if (heads[i] is not { } key) continue;
            var style = i > 3 ? Caption.ToEnd() : Caption;
            canvas.Text(invoice.Words[key], Left + Columns[i].At, y + 1.4, Columns[i].Width, style);
            if (invoice.OtherWords is { } other) canvas.Text(other[key], Left + Columns[i].At, y + 5, Columns[i].Width, In(invoice, style));
        }

        y += HeadHeight;
        foreach (var row in part)
        {
            canvas.Rule(Left, y, Inner, 1);
            var line = row.Line;
            string[] cells =
            [
                row.Number.ToString(CultureInfo.InvariantCulture), row.Lines == 1 ? line.Description : "", Dotted(line.HsCode), line.Origin.Code,
                line.Quantity.ToString(CultureInfo.InvariantCulture), LabelDrawing.Kilograms(line.NetWeight), row.UnitPrice.ToPlain(), line.Value.ToPlain(),
            ];
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Length > 0) canvas.TextOnMiddle(cells[i], Left + Columns[i].At, y + (RowHeight / 2), Columns[i].Width, i > 3 ? Words.ToEnd() : Words);
            }

            var (at, width) = (Left + Columns[1].At, Columns[1].Width);
            if (row.Lines > 1) canvas.Text(line.Description, at, y + 1.2, width, Words with { SmallestPt = 5, MaxLines = row.Lines, Leading = 1.2 });
            if (row.Below is { } below) canvas.TextOnMiddle(below, at, y + row.Height - 2.6, width, Caption);
            y += row.Height;
        }

        canvas.Rule(Left, y, Inner, 3);
        return y;
    }

    private static void Tail(Canvas canvas, CommercialInvoice invoice, double y)
    {
        var top = y + 2;
        (string Key, string Value)[] facts =
        [
            ("packages", invoice.Packages.ToString(CultureInfo.InvariantCulture)),
            ("gross-weight", $"{LabelDrawing.Kilograms(invoice.GrossWeight)} kg"),
            ("net-weight", $"{LabelDrawing.Kilograms(invoice.Declaration.TotalNetWeight)} kg"),
        ];
        var at = top;
        foreach (var (key, value) in facts)
        {
            canvas.Text(Say(invoice, key), Left, at + 0.6, 44, In(invoice, Caption));
            canvas.Text(value, Left + 45, at, 34, Bold);
            at += SumHeight;
        }

        y = top;
        foreach (var (key, amount) in SumsOf(invoice))
        {
            canvas.Text(Say(invoice, key), Left + 88, y + 0.5, 60, In(invoice, Words));
            canvas.Text(amount.ToPlain(), Left + 148, y, Inner - 148, Words.ToEnd());
            y += SumHeight;
        }

        canvas.Rule(Left + 88, y, Inner - 88, 3);
        canvas.Text($"{Say(invoice, "total")} {invoice.Currency.Code}", Left + 88, y + 1.8, 55, In(invoice, new TextStyle(10, Bold: true) { SmallestPt = 6 }));
        canvas.Text(invoice.Total.ToPlain(), Left + 143, y + 1, Inner - 143, new TextStyle(13, Bold: true) { SmallestPt = 9, Align = Align.End });
        y += 10;
        foreach (var note in NotesOf(invoice))
        {
            canvas.Text(note, Left, y, Inner, In(invoice, Words with { MaxLines = LinesOf(note), SizePt = 8, Leading = 1.25 }));
            y += (LinesOf(note) * 4) + 1;
        }

        y = Bottom - SignatureHeight + 4;
        canvas.Text(invoice.Words["certified"], Left, y, 96, Caption with { MaxLines = 3, SizePt = 7 });
        if (invoice.OtherWords is { } other) canvas.Text(other["certified"], Left, y + 10, 96, In(invoice, Caption with { MaxLines = 3, SizePt = 7 }));
        canvas.TextOnMiddle($"{invoice.Seller.Address.City ?? invoice.Seller.Address.Country.Code}, {LabelDrawing.Date(invoice.IssuedOn)}   {invoice.Seller.Address.Name}", Left + 104, y + 13, Inner - 104, Words);
        canvas.Rule(Left + 104, y + 16, Inner - 104, 2);
        canvas.Text(Say(invoice, "signature"), Left + 104, y + 17, Inner - 104, In(invoice, Caption));
    }

    private static double TailHeight(CommercialInvoice invoice) =>
        2 + (Math.Max(SumsOf(invoice).Count(), 3) * SumHeight) + 10 + NotesOf(invoice).Sum(n => (LinesOf(n) * 4) + 1) + SignatureHeight;

    private static IEnumerable<(string Key, Money Amount)> SumsOf(CommercialInvoice invoice)
    {
        yield return ("goods", invoice.Goods);
        yield return ("freight", invoice.Freight);
        yield return ("insurance", invoice.Insurance ?? Money.Zero(invoice.Currency));
        if (invoice.Discount is { IsZero: false } discount) yield return ("discount", -discount);
    }

    private static IEnumerable<string> NotesOf(CommercialInvoice invoice) => invoice.Notes
        .SelectMany(n => new[] { n.Text, n.Other })
        .Append(invoice.OriginDeclaration is { } declared ? $"{Say(invoice, "origin-declaration")}: {declared}" : null)
        .OfType<string>();

    /// <summary>A Han character takes the room of two letters.</summary>
    private static int LinesOf(string note) => (note.Sum(c => c > 0x2E80 ? 2 : 1) + LettersToTheNote - 1) / LettersToTheNote;

    /// <summary>As tariffs print it, national digits too: 6912.00.2590.</summary>
    private static string Dotted(HsCode code) => $"{code.Heading}.{code.Subheading[4..]}{(code.Digits.Length > 6 ? "." + code.Digits[6..] : "")}";

    private sealed record Row(int Number, CustomsLine Line, Money UnitPrice)
    {
        public int Lines => Math.Max(1, (Line.Description.Length + LettersToTheLine - 1) / LettersToTheLine);

        /// <summary>What stands in small below the description.</summary>
        public string? Below => string.Join("  ·  ", new[] { Line.Sku is { Length: > 0 } sku ? $"SKU {sku}" : null, Line.LocalDescription }.OfType<string>()) is { Length: > 0 } text ? text : null;

        public double Height => RowHeight + ((Lines - 1) * FurtherLine) + (Below is null ? 0 : 3.2);
    }
}
