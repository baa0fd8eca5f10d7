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
    public void Letters_of_another_encoding_are_refused() =>
        Assert.Equal("tariff.not-text", TariffFile.Read(new byte[] { 0x68, 0xE9, 0x0A }, HsTable.BuiltIn).Refusal!.Code);

    private static TariffFile Read(string text) => TariffFile.Read(Encoding.UTF8.GetBytes(text), HsTable.BuiltIn).Value;
}
