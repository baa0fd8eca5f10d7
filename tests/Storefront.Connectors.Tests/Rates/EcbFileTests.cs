using System.IO.Compression;
using System.Text;
using Storefront.Connectors.Rates.Ecb;
using Storefront.Pricing;

namespace Storefront.Connectors.Tests.Rates;

/// <summary>Files in the layouts that the European Central Bank publishes, whole and spoiled.</summary>
public sealed class EcbFileTests
{
    private static readonly EcbRates Reader = new(new EcbSettings(), new HttpClient(), TimeProvider.System);
    private static readonly DateOnly Friday = new(2026, 11, 27);

    [Fact]
    public void The_daily_xml_is_one_day()
    {
        var read = Read(EcbText.Daily).Value;

        var day = Assert.Single(read.Days);
        Assert.Equal(Friday, day.PublishedOn);
        Assert.Equal([("USD", 1.1592m), ("JPY", 181.06m), ("IDR", 19301.85m)], day.Rates.Select(r => (r.Currency.Code, r.UnitsPerEuro)));
        Assert.Equal(["XAU"], read.PassedOver);
        Assert.Contains("European Central Bank", read.Source);
    }

    [Fact]
    public void The_history_xml_is_many_days_oldest_first()
    {
        var read = Read(EcbText.Xml(("2026-11-27", "<Cube currency=\"USD\" rate=\"1.1592\"/>"), ("2026-11-26", "<Cube currency=\"USD\" rate=\"1.1585\"/>"))).Value;

        Assert.Equal([Friday.AddDays(-1), Friday], read.Days.Select(d => d.PublishedOn));
    }

    [Fact]
    public void The_daily_csv_writes_its_day_in_words_and_ends_each_line_with_a_comma()
    {
        var read = Read("Date, USD, JPY, ISK, \n27 November 2026, 1.1592, 181.06, N/A, \n").Value;

        Assert.Equal([("USD", 1.1592m), ("JPY", 181.06m)], Assert.Single(read.Days).Rates.Select(r => (r.Currency.Code, r.UnitsPerEuro)));
        Assert.Equal(Friday, read.Days[0].PublishedOn);
    }

    [Fact]
    public void The_history_csv_leaves_out_what_had_no_rate()
    {
        var read = Read("Date,USD,CYP,TRY,\r\n2026-11-27,1.1592,N/A,49.2,\r\n2026-11-26,1.1585,0.58,N/A,\r\n").Value;

        Assert.Equal(["USD", "TRY"], read.Days[1].Rates.Select(r => r.Currency.Code));
        Assert.Equal(["USD"], read.Days[0].Rates.Select(r => r.Currency.Code));
        Assert.Equal(["CYP"], read.PassedOver);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_zip_with_the_file_in_it_is_the_file(bool xml)
    {
        var (name, text) = xml ? ("eurofxref-daily.xml", EcbText.Daily) : ("eurofxref.csv", "Date, USD, \n27 November 2026, 1.1592, \n");

        Assert.Equal(1.1592m, Reader.Read(EcbText.Zip((name, text))).Value.Days[0].Rates[0].UnitsPerEuro);
    }

    [Fact]
    public void A_zip_of_several_files_or_one_that_unfolds_without_end_is_refused()
    {
        Assert.Equal("pricing.not-rates", Reader.Read(EcbText.Zip(("a.csv", "Date"), ("b.csv", "Date"))).Refusal?.Code);
        Assert.Equal("pricing.file-too-large", Reader.Read(EcbText.Zip(("bomb.csv", new string(' ', 33 * 1024 * 1024)))).Refusal?.Code);
        Assert.Equal("pricing.file-broken", Reader.Read(EcbText.Zip(("a.csv", EcbText.Daily)).AsMemory(..60)).Refusal?.Code);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.0000")]
    [InlineData("-1.1592")]
    [InlineData("1,1592")]
    [InlineData("1e3")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1000000000")]
    [InlineData("1.00000000001")]
    public void F52_a_rate_that_is_zero_negative_or_no_number_spoils_the_whole_file(string rate)
    {
        var xml = Read(EcbText.Xml(("2026-11-27", $"<Cube currency='JPY' rate='181.06'/><Cube currency='USD' rate='{rate}'/>")));
        var csv = Read($"Date, JPY, USD, \n27 November 2026, 181.06,\"{rate}\", \n");

        Assert.Equal("pricing.rate-not-positive", xml.Refusal?.Code);
        Assert.Equal("USD", xml.Refusal!.Arguments["currency"]);
        Assert.Equal("pricing.rate-not-positive", csv.Refusal?.Code);
    }

    [Fact]
    public void A_currency_or_a_day_that_comes_twice_spoils_the_whole_file()
    {
        Assert.Equal("pricing.currency-twice", Read(EcbText.Xml(("2026-11-27", "<Cube currency='USD' rate='1.1'/><Cube currency='USD' rate='1.2'/>"))).Refusal?.Code);
        Assert.Equal("pricing.currency-twice", Read("Date,USD,USD,\n2026-11-27,1.1,1.2,\n").Refusal?.Code);
        Assert.Equal("pricing.day-twice", Read(EcbText.Xml(("2026-11-27", "<Cube currency='USD' rate='1.1'/>"), ("2026-11-27", "<Cube currency='USD' rate='1.1'/>"))).Refusal?.Code);
        Assert.Equal("pricing.day-twice", Read("Date,USD,\n2026-11-27,1.1,\n2026-11-27,1.1,\n").Refusal?.Code);
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("27.11.2026")]
    [InlineData("1998-12-31")]
    [InlineData("tomorrow")]
    public void What_is_no_day_spoils_the_whole_file(string day)
    {
        Assert.Equal("pricing.not-a-day", Read(EcbText.Xml((day, "<Cube currency='USD' rate='1.1'/>"))).Refusal?.Code);
        Assert.Equal("pricing.not-a-day", Read($"Date,USD,\n{day},1.1,\n").Refusal?.Code);
    }

    [Fact]
    public void A_file_that_breaks_off_anywhere_is_refused()
    {
        for (var length = EcbText.Daily.IndexOf("<Cube", StringComparison.Ordinal); length < EcbText.Daily.TrimEnd().Length; length += 7)
            Assert.Equal("pricing.file-broken", Read(EcbText.Daily[..length]).Refusal?.Code);
        Assert.Equal("pricing.file-broken", Read("Date, USD, JPY, \n27 November 2026, 1.1592").Refusal?.Code);
        Assert.Equal("pricing.file-broken", Read("Date, USD, \n27 November 2026,\"1.1592").Refusal?.Code);
        Assert.Equal("pricing.not-rates", Read("Date, USD, JPY, \n").Refusal?.Code);
    }

    [Fact]
    public void A_document_type_is_never_read_so_that_no_entity_is_looked_up()
    {
        var hidden = "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>" + EcbText.Xml(("2026-11-27", "<Cube currency='USD' rate='&secret;'/>"));

        Assert.Equal("pricing.file-broken", Read(hidden).Refusal?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Service unavailable</body></html>")]
    [InlineData("{\"USD\":1.1592}")]
    [InlineData("USD,1.1592")]
    [InlineData("<Envelope><Cube time='2026-11-27'><Cube currency='USD' rate='1.1'/></Cube></Envelope>")]
    public void Anything_else_is_no_file_of_rates(string text) => Assert.Equal("pricing.not-rates", Read(text).Refusal?.Code);

    [Fact]
    public void A_rate_outside_of_a_day_or_half_a_rate_is_damage()
    {
        var outside = EcbText.Daily.Replace("<Cube time=\"2026-11-27\">", "<Cube>", StringComparison.Ordinal);
        var half = EcbText.Xml(("2026-11-27", "<Cube currency='USD'/>"));

        Assert.Equal("pricing.file-broken", Read(outside).Refusal?.Code);
        Assert.Equal("pricing.file-broken", Read(half).Refusal?.Code);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() => Assert.Equal("pricing.not-rates", Reader.Read(new byte[] { (byte)'D', (byte)'a', (byte)'t', (byte)'e', 0xFF, 0xFE, 0x00 }).Refusal?.Code);

    private static Outcome<ReferenceRates> Read(string text) => Reader.Read(Encoding.UTF8.GetBytes(text));
}

/// <summary>The bank's layouts, with figures of our own.</summary>
internal static class EcbText
{
    public static string Daily => Xml(("2026-11-27", "<Cube currency=\"USD\" rate=\"1.1592\"/>\n\t\t\t<Cube currency=\"JPY\" rate=\"181.06\"/>\n\t\t\t<Cube currency=\"XAU\" rate=\"0.0003\"/>\n\t\t\t<Cube currency=\"IDR\" rate=\"19301.85\"/>"));

    public static string Xml(params (string Day, string Cubes)[] days) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        	<gesmes:subject>Reference rates</gesmes:subject>
        	<gesmes:Sender>
        		<gesmes:name>European Central Bank</gesmes:name>
        	</gesmes:Sender>
        	<Cube>
        {string.Join('\n', days.Select(d => $"\t\t<Cube time=\"{d.Day}\">\n\t\t\t{d.Cubes}\n\t\t</Cube>"))}
        	</Cube>
        </gesmes:Envelope>
        """;

    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }
}
