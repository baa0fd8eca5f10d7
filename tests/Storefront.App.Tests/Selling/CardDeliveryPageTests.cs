using System.Text;
using Storefront.Shipping;

namespace Storefront.App.Tests.Selling;

/// <summary>Where buyers pay by a merchant's rate card, product page, basket, review and order name one price, and nobody is shown a page that was stored for another zone or another card.</summary>
public sealed class CardDeliveryPageTests
{
    private const string Zones = "zone,places,days_min,days_max,up_to_kg,price\nFrance,FR,3,5,2,{0}\nCorsica,FR:20,5,9,2,5.40\n";

    [Fact]
    public async Task The_price_is_the_same_from_the_product_page_to_the_order_and_follows_place_and_card_at_once()
    {
        var stall = new Stall();
        await stall.InitializeAsync();
        try
        {
            await ConnectAsync(stall);
            using var lyon = stall.Person();
            using var ajaccio = stall.Person();
            await lyon.PostAsync("/en/preferences", ("language", "en"), ("country", "FR"), ("postcode", "69002"), ("currency", "EUR"), ("back", "/"));
            await ajaccio.PostAsync("/en/preferences", ("language", "en"), ("country", "FR"), ("postcode", "20000"), ("currency", "EUR"), ("back", "/"));
            var house = await TotalAsync(lyon);
            var card = await SaveAsync(stall, null, "0.40");

            var (near, far) = (await TotalAsync(lyon), await TotalAsync(ajaccio));
            Assert.Equal(3, new[] { house, near, far }.Distinct().Count());
            Assert.Equal((near, far), (await TotalAsync(lyon), await TotalAsync(ajaccio)));
            Assert.Contains("Tea road", (await lyon.GetAsync("/en/p/celadon-teapot")).Of(".sum-table"));

            var basket = await lyon.AddAsync(stall.Teapot);
            Assert.Equal(near, basket.Of(".landed-total bdi"));
            var review = await lyon.ReviewAsync();
            Assert.Equal(near, review.Of(".landed-total bdi"));
            Assert.Contains("Tea road", review.Document.QuerySelector("label.method:has(input[checked])")!.TextContent, StringComparison.Ordinal);
            await SaveAsync(stall, card, "0.90");
            var changed = await lyon.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton);
            var now = changed.Of(".landed-total bdi");
            Assert.NotEqual(near, now);
            await lyon.PayAsync(await lyon.SubmitAsync(changed, Purchases.PayForm, Purchases.PayButton));
            Assert.Contains("Tea road", (await lyon.GetAsync("/en/orders/" + lyon.OrderShown())).Text);
            Assert.Equal((now, far), (await TotalAsync(lyon), await TotalAsync(ajaccio)));
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }

    private static async Task<string> TotalAsync(Person person) => (await person.GetAsync("/en/p/celadon-teapot")).Of(".landed-total bdi");

    private static async Task ConnectAsync(Stall stall)
    {
        var fields = await stall.DoAsync<CarrierDirectory, IReadOnlyList<CredentialField>>(d => Task.FromResult(d.FindConnector("4px")!.Fields));
        var given = await stall.DoAsync<ConnectCarrier, Outcome<CarrierAccountId>>(c => c.GiveAsync(stall.Tea, "4px", fields.ToDictionary(f => f.Key, f => (string?)"123456"), isTest: true, stall.Owner, default));
        Assert.True(given.Succeeded, given.Refusal?.Code);
    }

    private static async Task<RateCardId> SaveAsync(Stall stall, RateCardId? card, string price)
    {
        var zones = string.Format(System.Globalization.CultureInfo.InvariantCulture, CompositeFormat.Parse(Zones), price);
        var draft = new RateCardDraft(card, "Tea road", "4px", "F3", new Currency("CNY"), null, PartsPerMillion.Zero, 0, 0, 0, null, 0, zones) { ForBuyers = true };
        var kept = await stall.DoAsync<KeepRateCard, Outcome<KeptRateCard>>(keep => keep.SaveAsync(stall.Tea, draft, stall.Owner, default));
        Assert.True(kept.Succeeded && kept.Value.Faults.Count == 0, kept.Refusal?.Code);
        return kept.Value.Id!.Value;
    }
}
