using System.Globalization;
using Storefront.Shipping;

namespace Storefront.Connectors.Documents.Drawing;

/// <summary>The shipping label of 100 x 150 mm. From the top: who carries it and how, from whom, to whom, the bar code, customs, what to do if it cannot be delivered.</summary>
internal static class LabelDrawing
{
    public const double WidthMm = 100;
    public const double HeightMm = 150;
    public const double Margin = 3;

    private const double Left = Margin;
    private const double Inner = WidthMm - (2 * Margin);
    private const double Bottom = HeightMm - Margin;

    public static Sheet Of(LabelContent label)
    {
        var pages = new List<Page>();
        var form = label.Customs is null ? [] : label.Form switch
        {
            CustomsForm.Cn22 => Cn22Block.Holds(label.Customs, Strip(label)) ? [] : Cn23Drawing.Pages(label),
            CustomsForm.Cn23 => Cn23Drawing.Pages(label),
        };
        pages.Add(new Page(WidthMm, HeightMm, canvas => Draw(canvas, label, form.Count)));
        pages.AddRange(form);
        return new Sheet($"Label {label.TrackingNumber}", label.PostedOn, pages);
    }

    private static void Draw(Canvas canvas, LabelContent label, int formPages)
    {
        canvas.Frame(Left, Margin, Inner, HeightMm - (2 * Margin), 3);
        var y = Margin;
        y = Service(canvas, label, y, 18);
        if (label.Marks.Notice is { } notice) y = Notice(canvas, notice, y, 5);
        y = Sender(canvas, label, y, 18.5);
        var customs = label.Customs is null ? 0 : formPages > 0 ? 13 : Cn22Block.HeightFor(label.Customs);
        var footer = Bottom - 4;
        var barCode = label.Customs is null ? 40 : formPages > 0 ? 30 : 23;
        var batteries = BatteryMark.WaybillLine(label.Batteries);
        var strip = Strip(label);
        y = Recipient(canvas, label, y, footer - customs - barCode - strip - y);
        y = BarCode(canvas, label, y, barCode);
        if (batteries is not null) y = Batteries(canvas, batteries, y, strip);
        if (label.Customs is { } declaration)
        {
            canvas.Rule(Left, y, Inner, 4);
            if (formPages > 0) Attached(canvas, label, declaration, y, customs);
            else Cn22Block.Draw(canvas, label, declaration, Left, y, Inner);
        }

        canvas.Rule(Left, footer, Inner, 2);
        canvas.TextOnMiddle("If undeliverable, return to sender", Left + 2, footer + 2, 60, Type.Small);
        if (formPages > 0) canvas.TextOnMiddle($"Page 1 of {formPages + 1}", Left + 60, footer + 2, Inner - 62, Type.Small.ToEnd());
    }

    /// <summary>Height of the line about batteries, where there is one.</summary>
    private static double Strip(LabelContent label) => BatteryMark.WaybillLine(label.Batteries) is not null ? 4.5 : 0;

    private static double Service(Canvas canvas, LabelContent label, double y, double height)
    {
        canvas.Fill(Left, y, height, height);
        canvas.TextOnMiddle(label.Marks.ServiceMark, Left + 1, y + (height / 2), height - 2, new TextStyle(44, Bold: true) { SmallestPt = 20, Align = Align.Centre, Ink = Ink.White });
        var x = Left + height + 3;
        canvas.TextOnMiddle(label.ServiceName.ToUpperInvariant(), x, y + 6.2, 43, new TextStyle(15, Bold: true) { SmallestPt = 9 });
        canvas.TextOnMiddle(label.Marks.CarrierName, x, y + 12.6, 43, new TextStyle(9) { SmallestPt = 7 });
        var box = Left + Inner - 28;
        canvas.Frame(box, y + 2, 26, height - 4, 2);
        canvas.TextOnMiddle("POSTAGE PAID", box + 1, y + 5, 24, Type.SmallBold.Centred());
        canvas.TextOnMiddle(label.Sender.City ?? AddressBlock.CountryLine(label.Sender.Country), box + 1, y + 9, 24, Type.Small.Centred());
        canvas.TextOnMiddle(Date(label.PostedOn), box + 1, y + 13, 24, Type.Small.Centred());
        return y + height;
    }

    /// <summary>What must not be overlooked: white on black over the whole width.</summary>
    private static double Notice(Canvas canvas, string notice, double y, double height)
    {
        canvas.Fill(Left, y + 0.5, Inner, height - 0.5);
        canvas.TextOnMiddle(notice, Left + 2, y + 0.25 + (height / 2), Inner - 4, new TextStyle(9, Bold: true) { SmallestPt = 6, Align = Align.Centre, Ink = Ink.White });
        return y + height;
    }

    private static double Sender(Canvas canvas, LabelContent label, double y, double height)
    {
        canvas.Rule(Left, y, Inner, 4);
        canvas.Text("FROM", Left + 2, y + 1, 20, Type.Caption);
        var used = AddressBlock.Draw(canvas, label.Sender, Left + 2, y + 3.4, 52, height - 3.8, 8, 5);
        if (label.Sender.Phone is { } phone && used + 3 < height - 3.8) canvas.Text(phone, Left + 2, y + 3.4 + used, 52, Type.Small);
        const double FactsAt = 57;
        var x = Left + FactsAt;
        canvas.Divide(x, y, height, 2);
        (string Caption, string Value)[] facts =
        [
            ("REFERENCE", label.Reference),
            ("WEIGHT", Kilograms(label.Weight) + " kg"),
            ("SIZE", label.Size is { } size ? $"{Centimetres(size.LengthMm)} x {Centimetres(size.WidthMm)} x {Centimetres(size.HeightMm)} cm" : ""),
            ("POSTED", Date(label.PostedOn)),
        ];
        var step = (height - 1.2) / facts.Length;
        for (var i = 0; i < facts.Length; i++)
        {
            var middle = y + 0.8 + (step * (i + 0.5));
            canvas.TextOnMiddle(facts[i].Caption, x + 1.5, middle, 12.5, Type.Caption);
            canvas.TextOnMiddle(facts[i].Value, x + 13.5, middle, Inner - FactsAt - 15.5, Type.BodyBold.ToEnd());
        }

        return y + height;
    }

    private static double Recipient(Canvas canvas, LabelContent label, double y, double height)
    {
        canvas.Rule(Left, y, Inner, 4);
        canvas.Text("TO", Left + 2, y + 1, 20, Type.Caption);

        const double RoutingWidth = 30;
        const double RoutingHeight = 14;
        var routing = Left + Inner - RoutingWidth;
        canvas.Fill(routing, y, RoutingWidth, RoutingHeight);
        canvas.TextOnMiddle(label.Marks.Routing, routing + 1, y + (RoutingHeight / 2), RoutingWidth - 2, new TextStyle(28, Bold: true) { SmallestPt = 12, Align = Align.Centre, Ink = Ink.White });
        if (label.Customs is { } customs) Stamp(canvas, customs.Incoterm, routing + 3, y + height - 14.5, RoutingWidth - 5, 12.5);

        var phone = label.Recipient.Phone is { Length: > 0 } number ? $"Tel. {number}" : "";
        var bottom = phone.Length > 0 ? 4.6 : 1;
        AddressBlock.Draw(canvas, label.Recipient, Left + 2, y + 3.6, Inner - RoutingWidth - 5, height - 3.8 - bottom, 17, 6.5);
        if (phone.Length > 0) canvas.TextOnMiddle(phone, Left + 2, y + height - 2.6, Inner - RoutingWidth - 5, new TextStyle(8.5) { SmallestPt = 6 });
        return y + height;
    }

    /// <summary>Tells whoever delivers whether anything is due at the door.</summary>
    private static void Stamp(Canvas canvas, Incoterm incoterm, double x, double y, double width, double height)
    {
        canvas.Frame(x, y, width, height, 4);
        canvas.TextOnMiddle(CustomsWords.Of(incoterm), x + 1, y + 5, width - 2, new TextStyle(18, Bold: true) { Align = Align.Centre });
        canvas.TextOnMiddle(CustomsWords.AtTheDoor(incoterm), x + 1, y + 10.2, width - 2, Type.SmallBold.Centred());
    }

    private static double BarCode(Canvas canvas, LabelContent label, double y, double height)
    {
        canvas.Rule(Left, y, Inner, 4);
        var symbol = Code128.Encode(label.TrackingNumber);
        canvas.Bars(symbol, Left + 1, y + 2, Inner - 2, height - 8);
        canvas.TextOnMiddle(Spaced(label.TrackingNumber), Left + 2, y + height - 3, Inner - 4, new TextStyle(14, Bold: true) { SmallestPt = 8, Align = Align.Centre });
        return y + height;
    }

    /// <summary>What the air waybill says of batteries inside; the mark itself is red and a sheet of its own.</summary>
    private static double Batteries(Canvas canvas, string text, double y, double height)
    {
        canvas.Rule(Left, y, Inner, 2);
        canvas.TextOnMiddle(text, Left + 2, y + (height / 2), Inner - 4, Type.SmallBold.Centred());
        return y + height;
    }

    /// <summary>What stands on the label where the form is pages of its own.</summary>
    private static void Attached(Canvas canvas, LabelContent label, CustomsDeclaration customs, double y, double height)
    {
        var name = label.Form == CustomsForm.Cn22 ? "CN 22" : "CN 23";
        canvas.Fill(Left, y, 22, height);
        canvas.TextOnMiddle(name, Left + 1, y + (height / 2), 20, new TextStyle(15, Bold: true) { Align = Align.Centre, Ink = Ink.White });
        canvas.TextOnMiddle("Customs declaration attached / Déclaration en douane jointe", Left + 25, y + 4.2, Inner - 27, new TextStyle(9, Bold: true) { SmallestPt = 6 });
        canvas.TextOnMiddle($"{CustomsWords.Of(customs.Category)} · {customs.Lines.Count} {(customs.Lines.Count == 1 ? "article" : "articles")} · total value {customs.TotalValue} · {CustomsWords.Of(customs.Incoterm)}", Left + 25, y + 9, Inner - 27, Type.Body);
    }

    public static string Spaced(string number) => S10Number.TryParse(number, out var s10) ? s10.Spaced : number;

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Kilograms(Weight weight) => weight.Kilograms.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Centimetres(int millimetres) => (millimetres / 10m).ToString("0.#", CultureInfo.InvariantCulture);
}
