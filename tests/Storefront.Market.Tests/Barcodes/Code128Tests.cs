using FsCheck;
using FsCheck.Fluent;
using Storefront.Shipping;

namespace Storefront.Market.Tests.Barcodes;

public sealed class Code128Tests
{
    [Fact]
    public void The_check_value_of_a_postal_number_in_set_b_is_the_known_one()
    {
        byte[] values = [104, 50, 50, 20, 23, 19, 17, 18, 20, 24, 18, 25, 46, 47];

        Assert.Equal(45, Code128.CheckValue(values));
    }

    [Fact]
    public void An_sscc_becomes_the_known_gs1_128_symbol()
    {
        Assert.True(Sscc.TryParse("095287654321012346", out var sscc));

        var symbol = Code128.EncodeGs1(Gs1Element.Parcel(sscc));

        Assert.Equal<byte>([105, 102, 0, 9, 52, 87, 65, 43, 21, 1, 23, 46, 9, 106], symbol.Values);
        Assert.Equal("(00)095287654321012346", symbol.Text);
    }

    [Fact]
    public void A_postal_number_packs_its_digits_in_pairs()
    {
        var symbol = Code128.Encode("RR473124829NO");

        // start B, R, R, 4, code C, 73 12 48 29, code B, N, O
        Assert.Equal<byte>([104, 50, 50, 20, 99, 73, 12, 48, 29, 100, 46, 47], symbol.Values.SkipLast(2));
        Assert.Equal(106, symbol.Values[^1]);
        Assert.Equal((11 * 14) + 2, symbol.Modules);
    }

    [Theory]
    [InlineData("1234", 105)]
    [InlineData("12", 105)]
    [InlineData("1", 104)]
    [InlineData("Ab", 104)]
    [InlineData("\t\n", 103)]
    public void The_start_character_is_that_of_the_shortest_set(string text, byte start) => Assert.Equal(start, Code128.Encode(text).Values[0]);

    [Fact]
    public void One_control_character_among_small_letters_is_shifted()
    {
        var symbol = Code128.Encode("ab\tcd");

        Assert.Contains((byte)98, symbol.Values);
        Assert.Equal(1 + 6 + 2, symbol.Values.Count);
    }

    [Fact]
    public void Bars_begin_and_end_the_symbol_and_fill_its_modules()
    {
        var symbol = Code128.Encode("LX000000015CN");

        Assert.Equal(symbol.Modules, symbol.Widths.Sum());
        Assert.Equal(1, symbol.Widths.Count % 2);
    }

    [Fact]
    public void Every_pattern_has_eleven_modules_with_an_even_number_of_bars_and_no_two_are_alike()
    {
        var patterns = Enumerable.Range(0, 107).Select(v => Code128Patterns.WidthsOf((byte)v)).ToArray();

        Assert.All(patterns[..106], p => Assert.Equal((6, 11, 0), (p.Count, p.Sum(), (p[0] + p[2] + p[4]) % 2)));
        Assert.Equal((7, 13), (patterns[106].Count, patterns[106].Sum()));
        Assert.Equal(107, patterns.Select(p => string.Concat(p)).Distinct().Count());
    }

    [Fact]
    public void Any_ascii_text_can_be_read_back_and_takes_no_more_symbols_than_one_for_each_character_and_change()
    {
        var ascii = Gen.Choose(0, 127).Select(i => (char)i);
        var mixed = Gen.OneOf(ascii, Gen.Choose('0', '9').Select(i => (char)i), Gen.Choose('0', '9').Select(i => (char)i));
        var texts = mixed.NonEmptyListOf().Select(cs => string.Concat(cs));

        Prop.ForAll(Arb.From(texts), text =>
        {
            var symbol = Code128.Encode(text);
            Assert.Equal(text, Read(symbol.Values));
            if (text.All(c => c is >= ' ' and < (char)127)) Assert.InRange(symbol.Values.Count, 3, text.Length + 3);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Zürich")]
    [InlineData("杭州")]
    public void Text_that_code_128_has_not_is_a_mistake(string text) => Assert.Throws<ArgumentException>(() => Code128.Encode(text));

    /// <summary>A reader after the standard, apart from the encoder.</summary>
    private static string Read(IReadOnlyList<byte> values)
    {
        var sum = values.Take(values.Count - 2).Select((v, i) => v * Math.Max(i, 1)).Sum();
        Assert.Equal(sum % 103, values[^2]);
        var set = values[0] switch { 103 => 'A', 104 => 'B', _ => 'C' };
        var text = new System.Text.StringBuilder();
        var shifted = false;
        foreach (var value in values.Skip(1).SkipLast(2))
        {
            var now = shifted ? (set == 'A' ? 'B' : 'A') : set;
            shifted = false;
            switch (now, value)
            {
                case ('A' or 'B', 98): shifted = true; break;
                case ('A' or 'B', 99): set = 'C'; break;
                case ('A' or 'C', 100): set = 'B'; break;
                case ('B' or 'C', 101): set = 'A'; break;
                case ('C', _): text.Append(value.ToString("D2")); break;
                case ('A', _): text.Append((char)(value < 64 ? value + 32 : value - 64)); break;
                default: text.Append((char)(value + 32)); break;
            }
        }

        return text.ToString();
    }
}
