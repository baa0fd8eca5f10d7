using Storefront.Connectors.Documents;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Documents;

public sealed class BatteryMarkTests : IDisposable
{
    private static readonly PangoDocuments Documents = new(new DocumentLibraries());
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(BatteryContent.IonInEquipment, "UN3481", "Lithium ion batteries in compliance with Section II of PI967", false)]
    [InlineData(BatteryContent.IonWithEquipment, "UN3481", "Lithium ion batteries in compliance with Section II of PI966", false)]
    [InlineData(BatteryContent.IonAlone, "UN3480", "Lithium ion batteries, PI965 Section IB, cargo aircraft only", true)]
    [InlineData(BatteryContent.MetalInEquipment, "UN3091", "Lithium metal batteries in compliance with Section II of PI970", false)]
    [InlineData(BatteryContent.MetalWithEquipment, "UN3091", "Lithium metal batteries in compliance with Section II of PI969", false)]
    [InlineData(BatteryContent.MetalAlone, "UN3090", "Lithium metal batteries, PI968 Section IB, cargo aircraft only", true)]
    public async Task Each_kind_of_battery_has_its_number_and_its_sentence(BatteryContent content, string number, string sentence, bool cargoOnly)
    {
        var mark = Mark(content)!;

        var text = await TextOfAsync(new BatteryMarkSheet([mark], new DateOnly(2026, 11, 30)));

        Assert.Equal((number, sentence, cargoOnly), (Assert.Single(mark.UnNumbers), Assert.Single(mark.WaybillTexts), mark.IsCargoAircraftOnly));
        Assert.Contains(number, text);
        Assert.Contains(sentence, text);
        Assert.Equal(cargoOnly, text.Contains("class 9A", StringComparison.Ordinal));
    }

    [Fact]
    public void Goods_without_batteries_have_no_mark_and_several_kinds_share_one()
    {
        Assert.Null(Mark(BatteryContent.None));
        Assert.Equal(["UN3481", "UN3091"], Mark(BatteryContent.IonInEquipment, BatteryContent.None, BatteryContent.MetalInEquipment, BatteryContent.IonInEquipment)!.UnNumbers);
    }

    [Fact]
    public async Task The_mark_is_a_hundred_millimetres_square_in_a_red_hatched_border_with_a_number_twelve_millimetres_high()
    {
        var path = await folder.WriteAsync("mark.pdf", Documents.Draw(new BatteryMarkSheet([Mark(BatteryContent.IonInEquipment)!], new DateOnly(2026, 11, 30)), DocumentFormat.Pdf).Bytes);
        // Ten dots to the millimetre.
        await Tool.RunAsync("pdftoppm", "-r", "254", "-singlefile", path, folder["page"]);
        var (width, pixels) = Ppm(await File.ReadAllBytesAsync(folder["page.ppm"]));
        var red = Box(width, pixels, (r, g, b) => r > 150 && g < 80 && b < 80);

        Assert.InRange(red.Right - red.Left + 1, 998, 1004);
        Assert.InRange(red.Bottom - red.Top + 1, 998, 1004);
        // Inside the border's lower third nothing but the number is black.
        var number = Box(width, pixels, (r, g, b) => r < 100, red.Top + 740, red.Bottom - 65, red.Left + 70, red.Right - 70);
        Assert.InRange(number.Bottom - number.Top + 1, 120, 135);
    }

    [Fact]
    public void Five_marks_take_two_sheets() =>
        Assert.Equal(2, Documents.Draw(new BatteryMarkSheet([.. Enumerable.Repeat(Mark(BatteryContent.IonInEquipment)!, 5)], new DateOnly(2026, 11, 30)), DocumentFormat.Pdf).Pages);

    [Fact]
    public async Task The_label_of_a_parcel_with_batteries_says_what_the_air_waybill_says()
    {
        var label = Labels.ToLyon with { Customs = Labels.Declared(A.TeapotLine with { Battery = BatteryContent.IonInEquipment }) };

        Assert.Contains("Lithium ion batteries in compliance with Section II of PI967", await TextOfAsync(label));
        Assert.DoesNotContain("Lithium", await TextOfAsync(Labels.ToLyon));
        var picture = await folder.WriteAsync("label.png", Documents.Draw(label, DocumentFormat.Png).Bytes);
        Assert.Equal([$"CODE-128:{label.TrackingNumber}"], await Tool.ReadBarCodesAsync(picture));
    }

    [Fact]
    public async Task The_label_of_a_parcel_that_crosses_no_border_says_it_too()
    {
        var label = Labels.ToLyon with { Customs = null, Batteries = [BatteryContent.MetalInEquipment] };

        Assert.Contains("Lithium metal batteries in compliance with Section II of PI970", await TextOfAsync(label));
        var picture = await folder.WriteAsync("label.png", Documents.Draw(label, DocumentFormat.Png).Bytes);
        Assert.Equal([$"CODE-128:{label.TrackingNumber}"], await Tool.ReadBarCodesAsync(picture));
    }

    private static BatteryMark? Mark(params BatteryContent[] contents) => BatteryMark.Of(contents, "SF-10023", "LX123456785CN");

    private async Task<string> TextOfAsync(Paper paper) =>
        await Tool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("paper.pdf", Documents.Draw(paper, DocumentFormat.Pdf).Bytes), "-");

    private static (int Width, byte[] Pixels) Ppm(byte[] file)
    {
        var header = System.Text.Encoding.ASCII.GetString(file, 0, 40).Split('\n');
        return (int.Parse(header[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), file[(header[0].Length + header[1].Length + header[2].Length + 3)..]);
    }

    private static (int Left, int Top, int Right, int Bottom) Box(int width, byte[] pixels, Func<int, int, int, bool> wanted, int top = 0, int bottom = int.MaxValue, int left = 0, int right = int.MaxValue)
    {
        var box = (Left: int.MaxValue, Top: int.MaxValue, Right: -1, Bottom: -1);
        for (var i = 0; i + 2 < pixels.Length; i += 3)
        {
            var (x, y) = (i / 3 % width, i / 3 / width);
            if (y < top || y > bottom || x < left || x > right || !wanted(pixels[i], pixels[i + 1], pixels[i + 2])) continue;
            box = (Math.Min(box.Left, x), Math.Min(box.Top, y), Math.Max(box.Right, x), Math.Max(box.Bottom, y));
        }

        return box;
    }
}
