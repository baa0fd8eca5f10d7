using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Disputes;

namespace Storefront.Data.Tests.Disputes;

/// <summary>Pictures from outside: what is not one is refused and leaves no file behind.</summary>
public sealed class UploadTests
{
    /// <summary>One red pixel.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    private static readonly byte[] TextNamedJpg = "This is a text, whatever its name says."u8.ToArray();

    [Fact]
    public async Task A_merchant_takes_in_pictures_of_listings_and_nothing_that_is_none()
    {
        await using var market = await TestMarket.OnAsync("sqlite");
        var tea = await market.MerchantAsync();

        Assert.Equal(PictureRefusals.NotAPicture.Code, (await TakeAsync(market, tea, TextNamedJpg)).Refusal?.Code);
        Assert.Equal(PictureRefusals.NotAPicture.Code, (await TakeAsync(market, tea, [])).Refusal?.Code);
        Assert.Equal(PictureRefusals.TooLarge.Code, (await TakeAsync(market, tea, new byte[PictureLimits.LargestBytes + 1])).Refusal?.Code);
        Assert.Equal(PictureRefusals.Unreadable.Code, (await TakeAsync(market, tea, [.. Png.AsSpan(0, Png.Length - 20)])).Refusal?.Code);

        var taken = await TakeAsync(market, tea, Png);
        Assert.True(taken.Succeeded, taken.Refusal?.Code);
        Assert.EndsWith(".webp", taken.Value.Url);
    }

    [Theory, Databases]
    public async Task Evidence_is_shown_to_the_sides_of_its_case_alone(string database)
    {
        await using var market = await TestMarket.OnAsync(database);
        var (tea, order) = await DisputeTests.SentAsync(market);
        var (_, other) = await DisputeTests.SentAsync(market, merchant: tea, sku: "TP-2");
        await DisputeTests.DeliverAsync(market, order);
        await DisputeTests.DeliverAsync(market, other);
        var goods = order.Consignments[0].Goods;
        var dispute = (await DisputeTests.OpenAsync(market, order, DisputeReason.Damaged, goods)).Value;
        var foreign = (await DisputeTests.OpenAsync(market, other, DisputeReason.Damaged, goods)).Value;

        Assert.Equal(PictureRefusals.NotAPicture.Code, (await EvidenceAsync(market, dispute, tea.Member, TextNamedJpg)).Refusal?.Code);
        Assert.Equal(PictureRefusals.TooLarge.Code, (await EvidenceAsync(market, dispute, tea.Member, new byte[PictureLimits.LargestBytes + 1])).Refusal?.Code);
        var name = (await EvidenceAsync(market, dispute, tea.Member, Png)).Value;
        // Until it is part of an answer it belongs to no case.
        Assert.Equal(DisputeRefusals.NotFound, (await SeeAsync(market, dispute, name, tea.Member)).Refusal);
        Assert.True((await market.DoAsync<AnswerDispute, Outcome<Done>>(a => a.OfferAsync(dispute, tea.Member, new Money(100, goods.Currency), "See the photo.", [name], default))).Succeeded);

        await using (var shown = (await SeeAsync(market, dispute, name, tea.Member)).Value) Assert.Equal(0xFF, shown.ReadByte());
        await using (var shown = (await SeeAsync(market, dispute, name, await market.AdminAsync())).Value) Assert.Equal(0xFF, shown.ReadByte());
        Assert.Equal(DisputeRefusals.NotFound, (await SeeAsync(market, foreign, name, tea.Member)).Refusal);
        Assert.Equal(DisputeRefusals.NotFound, (await SeeAsync(market, dispute, name, new Actor(Id.New<UserId>()))).Refusal);
        Assert.Equal(DisputeRefusals.NotFound, (await SeeAsync(market, dispute, "../market.db", tea.Member)).Refusal);
        Assert.Equal(DisputeRefusals.NotNow, (await EvidenceAsync(market, dispute, tea.Member, Png)).Refusal);
    }

    private static Task<Outcome<ListingPicture>> TakeAsync(TestMarket market, (Merchants.MerchantId Id, Actor Member) merchant, byte[] file) =>
        market.DoAsync<TakePicture, Outcome<ListingPicture>>(t => t.RunAsync(merchant.Id, merchant.Member, file, default));

    private static Task<Outcome<string>> EvidenceAsync(TestMarket market, DisputeId id, Actor actor, byte[] file) =>
        market.DoAsync<TakeEvidence, Outcome<string>>(t => t.RunAsync(id, actor, file, default));

    private static Task<Outcome<Stream>> SeeAsync(TestMarket market, DisputeId id, string name, Actor actor) =>
        market.DoAsync<DisputeEvidence, Outcome<Stream>>(e => e.OpenAsync(id, name, actor, default));
}
