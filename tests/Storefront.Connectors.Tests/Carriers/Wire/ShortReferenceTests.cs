using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Wire;

public sealed class ShortReferenceTests
{
    private const string Ours = "label-0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(40, Ours)]
    [InlineData(38, Ours)]
    [InlineData(35, "0123456789abcdef0123456789abcdef")]
    [InlineData(32, "0123456789abcdef0123456789abcdef")]
    [InlineData(30, "AERUKZ4JVPG66AJDIVTYTK6N54")]
    [InlineData(26, "AERUKZ4JVPG66AJDIVTYTK6N54")]
    public void A_labels_reference_keeps_its_128_bits(int longest, string expected) => Assert.Equal(expected, ShortReference.Of(Ours, longest));

    [Fact]
    public void Others_are_told_apart_by_their_digest()
    {
        var one = ShortReference.Of(new string('a', 40), 30);

        Assert.Equal(26, one.Length);
        Assert.Equal(one, ShortReference.Of(new string('a', 40), 30));
        Assert.NotEqual(one, ShortReference.Of(new string('a', 41), 30));
    }

    [Fact]
    public void A_hundred_thousand_references_stay_different()
    {
        var shorts = Enumerable.Range(0, 100_000).Select(i => ShortReference.Of($"label-{Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMilliseconds(i)):N}", 30)).ToHashSet();

        Assert.Equal(100_000, shorts.Count);
    }

    [Fact]
    public void A_street_is_broken_between_words_and_never_cut()
    {
        var address = A.Lyon with { Street = "Residence du Parc de la Tete d'Or, batiment C", Street2 = "Code 12B" };

        Assert.Equal(["Residence du Parc de la Tete d'Or,", "batiment C", "Code 12B"], AddressLines.Of(address, 35, 3));
        Assert.Null(AddressLines.Of(address, 35, 2));
        Assert.Null(AddressLines.Of(address with { Street = new string('x', 36) }, 35, 3));
        Assert.Equal(["Celadon teapot"], AddressLines.First("Celadon teapot, stoneware", 15, 1).Select(l => l.TrimEnd(',')));
    }
}
