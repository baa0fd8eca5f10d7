using System.Globalization;
using System.Text;
using Storefront.Customs.Classification;

namespace Storefront.Market.Tests.Customs.Classification;

public sealed class TariffFileTests
{
    [Fact]
    public void Good_rows_are_taken_and_every_bad_one_is_told_with_line_and_reason()
    {
        var file = Read("""
            hscode,description,parent
            6911.10,Tableware of porcelain,6911
            6911.10.37.10,Teapots,691110
            69111,Five digits,6911
            691190,,6911
            851310,Elsewhere,6911
            7001000099,Unknown parent,70010000
            6911.10,Again,6911
            # a note
            12345678901234,Too long,1234
            abc,Letters,
            0101,No parent given,
            """);

        Assert.Equal(["691110", "6911103710"], file.Entries.Select(e => e.Code));
        Assert.Equal(
            ["4 tariff.code-wrong", "5 tariff.description-missing", "6 tariff.parent-elsewhere", "7 tariff.parent-unknown", "8 tariff.code-twice", "10 tariff.code-wrong", "11 tariff.code-wrong", "12 tariff.parent-missing"],
            file.Faults.Select(f => $"{f.Line} {f.Reason.Code}"));
        Assert.Equal(10, file.Rows);
    }

    [Fact]
    public void Rows_of_another_edition_are_taken_and_counted() => Assert.Equal(1, Read("hscode,description,parent\n69,Ceramics,\n6999,New heading,69\n699910,New subheading,6999\n").Unknown);

    [Fact]
    public void It_comes_back_as_it_was_kept()
    {
        var file = Read("hscode,description,parent\n691110,\"Tableware, \"\"fine\"\"\nof porcelain\",6911\n");

        Assert.Equal(file.Entries, TariffFile.EntriesOf(file.ToDocument()));
    }

    [Theory]
    [InlineData("", "tariff.empty")]
    [InlineData("hscode,description\n01,A", "tariff.columns-missing")]
    [InlineData("hscode,description,parent\n", "tariff.empty")]
    [InlineData("hscode,description,parent\n01,\"open", "tariff.quote-open")]
    public void A_file_that_cannot_be_read_is_refused_whole(string text, string code) =>
        Assert.Equal(code, TariffFile.Read(Encoding.UTF8.GetBytes(text), HsTable.BuiltIn).Refusal!.Code);

    [Fact]
    public void Duties_are_read_beside_the_codes_and_each_bad_one_is_told()
    {
        var file = Read("""
            hscode,description,parent,duty_percent,origin,kind,valid_from,valid_to
            6911,Porcelain,69,12,,,,
            6911.10,Tableware,6911,6.5%,,,2026-01-01,2026-06-30
            6911.10,,,7.1234,,law,2026-07-01,
            6911.10,,,free,TR,,,
            6911.10,,,25,CN,additional,2026-11-01,2027-10-31
            6911.90,Others,6911,,,unknown,,
            6912,Ceramics,69,,,,,
            6911.10,,,8,,estimate,2026-12-01,
            6911.10,,,4.4 + 6,CA,,,
            6911.10,,,7.12345,CA,,,
            6911.10,,,1000.1,CA,,,
            6911.10,,,5,ZZZ,,,
            6911.10,,,5,CA,seasonal,,
            6911.10,,,5,CA,,31.12.2026,
            6911.10,,,5,CA,,2026-02-01,2026-01-31
            6911.10,,,,CA,,,
            6911.10,Again,6911,,,,,
            6911.10,,,9999999999999999999999999999,CA,,,
            """);

        Assert.True(file.HasDuties);
        Assert.Equal(["6911", "691110", "691190", "6912"], file.Entries.Select(e => e.Code));
        Assert.Equal(
            ["6911  Law 120000 -", "691110  Law 65000 2026-01-01-2026-06-30", "691110  Law 71234 2026-07-01-", "691110 TR Law 0 -", "691110 CN Additional 250000 2026-11-01-2027-10-31", "691190  Unknown 0 -"],
            file.Duties.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.HsPrefix} {d.Origin?.Code} {d.Kind} {d.Rate.Value} {d.ValidFrom:yyyy-MM-dd}-{d.ValidTo:yyyy-MM-dd}")));
        Assert.Equal(
            ["9 tariff.duty-twice", "10 tariff.duty-wrong", "11 tariff.duty-wrong", "12 tariff.duty-wrong", "13 tariff.origin-wrong", "14 tariff.kind-wrong", "15 tariff.day-wrong", "16 tariff.day-wrong", "17 tariff.duty-wrong", "18 tariff.code-twice", "19 tariff.duty-wrong"],
            file.Faults.Select(f => $"{f.Line} {f.Reason.Code}"));
    }

    [Fact]
    public void The_table_of_all_countries_has_six_digits_and_no_duties()
    {
        var file = TariffFile.Read(Encoding.UTF8.GetBytes("hscode,description,parent,duty_percent\n691110,Tableware,6911,\n69111010,Teapots,691110,\n691190,Others,6911,5\n"), HsTable.BuiltIn, isCommon: true).Value;

        Assert.Equal(["691110"], file.Entries.Select(e => e.Code));
        Assert.Equal(["3 tariff.code-too-long", "4 tariff.duty-without-country"], file.Faults.Select(f => $"{f.Line} {f.Reason.Code}"));
        Assert.Equal(95, file.ChaptersMissing(HsTable.BuiltIn).Count);
    }

    [Fact]
    public void Letters_of_another_encoding_are_refused() =>
        Assert.Equal("tariff.not-text", TariffFile.Read(new byte[] { 0x68, 0xE9, 0x0A }, HsTable.BuiltIn).Refusal!.Code);

    private static TariffFile Read(string text) => TariffFile.Read(Encoding.UTF8.GetBytes(text), HsTable.BuiltIn).Value;
}
