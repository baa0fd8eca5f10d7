using System.Globalization;
using Storefront.Benchmarks.Load;
using Storefront.Connectors.Documents;
using Storefront.Shipping;

namespace Storefront.Benchmarks;

/// <summary>Measures how fast a merchant's pile of labels is drawn, two merchants at a time: two hundred labels in one PDF, each with its customs form
/// and its own addressee, as they come on a busy day.</summary>
internal sealed class LabelBench(BenchmarkOptions options, Notebook notebook)
{
    private const int Labels = 200;
    private const int Merchants = 2;

    private static readonly (string Country, string Name, string Street, string City, string Postcode)[] Addressees =
    [
        ("FR", "Camille Moreau", "14 rue des Capucins", "Lyon", "69001"), ("DE", "Jürgen Weiß", "Sonnenallee 212", "Berlin", "12059"), ("US", "Rosa Whitfield", "1208 Alder Street", "Portland", "97205"),
        ("JP", "山田 花子", "神南1丁目19-11", "渋谷区", "150-0041"), ("AE", "سارة المنصوري", "شارع الشيخ زايد ١٢", "دبي", ""), ("KZ", "Айгерім Қасымова", "проспект Абая 52", "Алматы", "050008"),
        ("TH", "สมชาย ใจดี", "99/1 ถนนสุขุมวิท", "กรุงเทพมหานคร", "10110"), ("VN", "Nguyễn Thị Hồng", "25 đường Cầu Giấy", "Hà Nội", "11300"),
    ];

    public void Run()
    {
        Measure("labels of 100 x 150 mm, a file of 200", labels => labels);
        Measure("labels four to a sheet of A4, a file of 200", labels => [new LabelSheet([.. labels.Cast<LabelContent>()])]);
        Measure("labels of carriers and ours, a file of 200", labels => [.. Mixed(labels)]);
        Measure("labels of carriers and ours four to a sheet of A4, a file of 200", labels => [new LabelSheet([.. Mixed(labels)])]);
    }

    private void Measure(string name, Func<List<Paper>, List<Paper>> arrange)
    {
        if (!notebook.Wanted(name)) return;
        using var documents = new PangoDocuments(new DocumentLibraries());
        var run = new PrintRun("Labels", new DateOnly(2026, 11, 30), arrange([.. Enumerable.Range(1, Labels).Select(Label)]), new PaperWords(PrintRun.Keys.ToDictionary(k => k, k => k)));
        var meter = new OwnMeter(null);
        (Action, IDisposable) Worker(int number) => (() => documents.Draw(run), Nothing.ToEnd);

        LoadRun.Each(Merchants, options.WarmUp, Worker);
        var before = meter.Read();
        var (times, seconds) = LoadRun.Each(Merchants, TimeSpan.FromSeconds(options.Seconds), Worker);
        var files = notebook.Add(name, default, null, times, seconds, before, meter.Read());
        notebook.Note(string.Create(CultureInfo.InvariantCulture, $"{name}: {files * Labels:0} labels a second for {Merchants} merchants at once."));
    }

    /// <summary>Of three labels one is ours, one a carrier's PDF and one a carrier's PNG.</summary>
    private static IEnumerable<LabelPaper> Mixed(List<Paper> labels)
    {
        using var documents = new PangoDocuments(new DocumentLibraries());
        foreach (var (i, label) in labels.Cast<LabelContent>().Index())
            yield return i % 3 == 0 ? label : new CarrierLabelFile($"{i}", documents.Draw(label, i % 3 == 1 ? DocumentFormat.Pdf : DocumentFormat.Png).Bytes) { PostedOn = label.PostedOn };
    }

    private static Paper Label(int number)
    {
        var (country, name, street, city, postcode) = Addressees[number % Addressees.Length];
        var china = new Country("CN");
        CustomsLine[] lines =
        [
            new("Celadon teapot, stoneware, 450 ml", 1, new Weight(620), new Money(24_00, Currency.Eur), new HsCode("691200"), china),
            new("Porcelain tea cups", 1 + (number % 6), new Weight(180), new Money(18_50, Currency.Eur), new HsCode("691110"), china),
        ];
        return new LabelContent
        {
            TrackingNumber = S10Number.Of("LX", number * 34_567 % 100_000_000, china).Text,
            ServiceName = "Post tracked",
            Marks = new LabelMarks("Sandbox Post", "P", $"{country} {postcode[..Math.Min(2, postcode.Length)]}", MailStream.LetterPost),
            Sender = new PostalAddress { Country = china, Name = "Longquan Celadon Studio", Street = "88 Jianchi Road", City = "Longquan", Region = "Zhejiang", Postcode = "323700", Phone = "+8657877120000" },
            Recipient = new PostalAddress { Country = new Country(country), Name = name, Street = street, City = city, Postcode = postcode, Phone = "+33478000000" },
            Weight = new Weight(910),
            Size = new Dimensions(220, 180, 150),
            Reference = $"7KQ3M9X{number:00000}",
            PostedOn = new DateOnly(2026, 11, 30),
            Customs = CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, lines, Incoterm.Ddp).Value,
        };
    }
}
