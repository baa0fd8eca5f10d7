using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The full customs form on pages of the label's size. Also carries a CN 22 with more lines than its block holds.</summary>
internal static class Cn23Drawing
{
    private const double Left = LabelDrawing.Margin;
    private const double Inner = LabelDrawing.WidthMm - (2 * LabelDrawing.Margin);
    private const double Bottom = LabelDrawing.HeightMm - LabelDrawing.Margin;
    private const double TitleHeight = 10;
    private const double BarsHeight = 21;
    private const double NoticeHeight = 4;
    private const double PartiesHeight = 33;
    private const double CategoryHeight = 6;
    private const double FootHeight = 30.5;
    private const double LicenceHeight = 4.4;
    private const double PageLineHeight = 4.5;

    private static readonly CertificateBlock Certificate = new(new TextStyle(5.5) { MaxLines = 3, Leading = 1.15 }, Type.Body, 50, FrenchAt: 6.4, LineAt: 7, Step: 2.3);

    public static IReadOnlyList<Page> Pages(LabelContent label)
    {
        var parts = Parts(label);
        return [.. parts.Select((part, i) => new Page(LabelDrawing.WidthMm, LabelDrawing.HeightMm, canvas => Draw(canvas, label, part, i, parts.Count)))];
    }

    /// <summary>Divides the lines over pages: each as full as it can be, the last with room for totals and signature.</summary>
    private static List<IReadOnlyList<CustomsLine>> Parts(LabelContent label)
    {
        var parts = new List<IReadOnlyList<CustomsLine>>();
        var rest = label.Customs!.Lines.ToList();
        while (true)
        {
            var room = Room(label, parts.Count == 0, isLast: true);
            if (CustomsTable.HeightOf(rest) <= room)
            {
                parts.Add(rest);
                return parts;
            }

            room = Room(label, parts.Count == 0, isLast: false);
            var fits = 0;
            for (var used = 0.0; fits < rest.Count && used + CustomsTable.HeightOf(rest[fits]) <= room; fits++) used += CustomsTable.HeightOf(rest[fits]);
            // The last line waits for the page with the totals, which never stand alone.
            fits = Math.Max(1, Math.Min(fits, rest.Count - 1));
            parts.Add(rest.GetRange(0, fits));
            rest.RemoveRange(0, fits);
        }
    }

    private static double Room(LabelContent label, bool isFirst, bool isLast) =>
        Bottom - PageLineHeight - (isLast ? FootHeight + (label.Customs!.Licences.Count > 0 ? LicenceHeight : 0) + CustomsTable.TotalHeight : 0) - TableTop(label, isFirst) - CustomsTable.HeadHeight;

    private static double TableTop(LabelContent label, bool isFirst) =>
        LabelDrawing.Margin + TitleHeight + BarsHeight + (label.Marks.Notice is null ? 0 : NoticeHeight) + (isFirst ? PartiesHeight + CategoryHeight : 0);

    private static void Draw(Canvas canvas, LabelContent label, IReadOnlyList<CustomsLine> part, int index, int count)
    {
        var customs = label.Customs!;
        canvas.Frame(Left, LabelDrawing.Margin, Inner, LabelDrawing.HeightMm - (2 * LabelDrawing.Margin), 3);
        var y = Head(canvas, label, LabelDrawing.Margin);
        var (isFirst, isLast) = (index == 0, index == count - 1);
        if (isFirst)
        {
            Parties(canvas, label, y);
            y += PartiesHeight;
            Cn22Block.Categories(canvas, customs.Category, Left, y, Inner, CategoryHeight);
            y += CategoryHeight;
        }
        else canvas.Rule(Left, y, Inner, 2);

        y = new CustomsTable(Left, Inner, new TextStyle(7) { SmallestPt = 5 }).Draw(canvas, part, customs, y, Room(label, isFirst, isLast), withTotals: isLast);
        if (isLast) Foot(canvas, label, customs, y);
        canvas.Rule(Left, Bottom - PageLineHeight, Inner, 1);
        var middle = Bottom - (PageLineHeight / 2);
        canvas.TextOnMiddle($"Reference {label.Reference}", Left + 2, middle, 56, Type.Small);
        canvas.TextOnMiddle($"Page {index + 2} of {count + 1}", Left + 60, middle, Inner - 62, Type.Small.ToEnd());
    }

    private static double Head(Canvas canvas, LabelContent label, double y)
    {
        canvas.Fill(Left, y, 22, TitleHeight);
        canvas.TextOnMiddle(label.Form == CustomsForm.Cn22 ? "CN 22" : "CN 23", Left + 1, y + (TitleHeight / 2), 20, new TextStyle(15, Bold: true) { Align = Align.Centre, Ink = Ink.White });
        canvas.TextOnMiddle(CustomsWords.Title.English, Left + 25, y + 2.2, 40, new TextStyle(7.5, Bold: true));
        canvas.TextOnMiddle(CustomsWords.Title.French, Left + 25, y + 5.1, 40, new TextStyle(7.5, Bold: true));
        canvas.TextOnMiddle(CustomsWords.MayBeOpened.ToString(), Left + 25, y + 8.1, 66, new TextStyle(5.5));
        canvas.TextOnMiddle(label.Marks.CarrierName, Left + 64, y + 3.6, Inner - 66, Type.BodyBold.ToEnd() with { SmallestPt = 5 });
        y += TitleHeight;
        canvas.Rule(Left, y, Inner, 2);
        canvas.Bars(Code128.Encode(label.TrackingNumber), Left + 1, y + 1.5, Inner - 2, 15, mostDots: 3);
        canvas.TextOnMiddle(LabelDrawing.Spaced(label.TrackingNumber), Left + 2, y + 18.9, Inner - 4, new TextStyle(10, Bold: true) { SmallestPt = 7, Align = Align.Centre });
        y += BarsHeight;
        if (label.Marks.Notice is { } notice)
        {
            canvas.Fill(Left, y, Inner, NoticeHeight);
            canvas.TextOnMiddle(notice, Left + 2, y + (NoticeHeight / 2), Inner - 4, new TextStyle(7, Bold: true) { SmallestPt = 5, Align = Align.Centre, Ink = Ink.White });
            y += NoticeHeight;
        }

        return y;
    }

    private static void Parties(Canvas canvas, LabelContent label, double y)
    {
        canvas.Rule(Left, y, Inner, 4);
        var half = Inner / 2;
        canvas.Divide(Left + half, y, PartiesHeight, 2);
        Party(canvas, "FROM / DE", label.Sender, Left, y, half, CustomsWords.Reference(label.Customs!));
        Party(canvas, "TO / À", label.Recipient, Left + half, y, half, label.Recipient.TaxId, "Importer’s ref. / Réf. de l’importateur");
        canvas.Rule(Left, y + PartiesHeight, Inner, 2);
    }

    private static void Party(Canvas canvas, string caption, PostalAddress address, double x, double y, double width, string? reference, string? named = null)
    {
        canvas.Text(caption, x + 2, y + 1, 20, Type.Caption);
        var phoneAt = named is null ? 5.6 : 7.9;
        AddressBlock.Draw(canvas, address, x + 2, y + 3.6, width - 4, PartiesHeight - phoneAt - 5.9, 8, 5);
        if (address.Phone is { Length: > 0 } phone) canvas.TextOnMiddle($"Tel. {phone}", x + 2, y + PartiesHeight - phoneAt, width - 4, Type.Small);
        if (reference is not { Length: > 0 }) return;
        if (named is not null) canvas.TextOnMiddle(named, x + 2, y + PartiesHeight - 5, width - 4, Type.Caption with { SmallestPt = 5 });
        canvas.TextOnMiddle(reference, x + 2, y + PartiesHeight - 2.2, width - 4, Type.SmallBold);
    }

    private static void Foot(Canvas canvas, LabelContent label, CustomsDeclaration customs, double y)
    {
        (Bilingual Caption, string Value)[] facts =
        [
            (CustomsWords.GrossWeight, $"{LabelDrawing.Kilograms(label.Weight)} kg"),
            (CustomsWords.Postage, customs.Postage?.ToString() ?? "paid"),
            (CustomsWords.Invoice, customs.InvoiceNumber ?? "-"),
            (CustomsWords.OfficeAndDate, $"{label.Sender.City ?? label.Sender.Country.Code} {LabelDrawing.Date(label.PostedOn)}"),
        ];
        var step = Inner / facts.Length;
        const double FactsHeight = 10;
        for (var i = 0; i < facts.Length; i++)
        {
            var x = Left + (i * step);
            if (i > 0) canvas.Divide(x, y, FactsHeight, 1);
            canvas.TextOnMiddle(facts[i].Caption.English, x + 2, y + 1.8, step - 3, Type.Caption);
            canvas.TextOnMiddle(facts[i].Caption.French, x + 2, y + 4.1, step - 3, Type.Caption with { SmallestPt = 5 });
            canvas.TextOnMiddle(facts[i].Value, x + 2, y + 7.6, step - 3, Type.BodyBold);
        }

        y += FactsHeight;
        canvas.Rule(Left, y, Inner, 1);
        var meaning = CustomsWords.Meaning(customs.Incoterm);
        canvas.TextOnMiddle(meaning.English, Left + 2, y + 1.9, 52, Type.SmallBold);
        canvas.TextOnMiddle(meaning.French, Left + 2, y + 4.5, 52, Type.SmallBold);
        canvas.TextOnMiddle(CustomsWords.Undeliverable.English, Left + 54, y + 1.9, Inner - 56, Type.Small.ToEnd() with { SmallestPt = 5 });
        canvas.TextOnMiddle(CustomsWords.Undeliverable.French, Left + 54, y + 4.5, Inner - 56, Type.Small.ToEnd() with { SmallestPt = 5 });
        y += 6.4;
        canvas.Rule(Left, y, Inner, 1);
        if (customs.Licences.Count > 0)
        {
            canvas.TextOnMiddle(CustomsWords.Licence, Left + 2, y + (LicenceHeight / 2), 12, Type.Caption);
            canvas.TextOnMiddle(string.Join(", ", customs.Licences), Left + 15, y + (LicenceHeight / 2), Inner - 17, Type.BodyBold with { SmallestPt = 5 });
            y += LicenceHeight;
            canvas.Rule(Left, y, Inner, 1);
        }

        Certificate.Draw(canvas, label, Left, y, Inner);
    }
}
