using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Connectors.Carriers;
using Storefront.Shipping;
using AllCarriers = Storefront.Connectors.Carriers.Carriers;

namespace Storefront.Connectors.Tests.Carriers;

/// <summary>The table of goods with hazards speaks of every carrier that the build knows, and of each content that carriers ask about.</summary>
public sealed class CarriedGoodsTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    [Fact]
    public void Every_carrier_has_a_word_about_every_content()
    {
        var services = new ServiceCollection();
        services.AddCarriers(new ConfigurationBuilder().Build());
        var folders = typeof(AllCarriers).Assembly.GetTypes().Where(t => typeof(ICarrierConnector).IsAssignableFrom(t) && !t.IsAbstract).Count();
        var known = CarriedGoods.BuiltIn.Rows.Select(r => r.Carrier).Distinct().ToList();
        var contents = Enum.GetNames<BatteryContent>().Where(b => b != nameof(BatteryContent.None)).Concat(CarriedGoods.Hazards.Select(h => h.ToString())).Order().ToList();

        Assert.Equal(folders + 1, known.Count);
        Assert.All(known, carrier => Assert.Equal(contents, CarriedGoods.BuiltIn.Rows.Where(r => r.Carrier == carrier && r.Service == "*").Select(r => r.Content).Distinct().Order()));
        Assert.All(CarriedGoods.BuiltIn.Rows, r => Assert.True(r.Source.Length > 10 && r.CheckedOn <= Today && r.Confidence is "high" or "medium" or "low", r.ToString()));
    }

    [Theory]
    [InlineData("cainiao", "CN_GLO_STD", BatteryContent.IonInEquipment, true)]
    [InlineData("cainiao", "CAINIAO_STANDARD_CD", BatteryContent.IonInEquipment, false)]
    [InlineData("4px", "F3", BatteryContent.IonWithEquipment, true)]
    [InlineData("4px", "F3", BatteryContent.IonAlone, false)]
    [InlineData("usps", "PRIORITY_MAIL_INTERNATIONAL", BatteryContent.IonWithEquipment, false)]
    [InlineData("usps", "PRIORITY_MAIL_INTERNATIONAL", BatteryContent.IonInEquipment, true)]
    [InlineData("usps", "PRIORITY_MAIL", BatteryContent.IonWithEquipment, true)]
    [InlineData("karrio", "ups-eu:ups_standard", BatteryContent.IonInEquipment, false)]
    [InlineData("nobody", "any", BatteryContent.IonInEquipment, false)]
    [InlineData("nobody", "any", BatteryContent.None, true)]
    public void The_closest_row_says_whether_batteries_are_taken(string carrier, string service, BatteryContent battery, bool taken) =>
        Assert.Equal(taken, CarriedGoods.BuiltIn.Takes(carrier, service, battery, Today));

    [Theory]
    [InlineData("sandbox", "parcel", SensitiveGoods.Aerosol, true)]
    [InlineData("sandbox", "express", SensitiveGoods.Aerosol, false)]
    [InlineData("china-post", "epacket", SensitiveGoods.Magnet, false)]
    [InlineData("fedex", "INTERNATIONAL_ECONOMY", SensitiveGoods.Magnet, true)]
    [InlineData("fedex", "INTERNATIONAL_ECONOMY", SensitiveGoods.Flammable, false)]
    [InlineData("nobody", "any", SensitiveGoods.Liquid, false)]
    [InlineData("nobody", "any", SensitiveGoods.Food, true)]
    public void What_only_customs_asks_about_is_no_hazard(string carrier, string service, SensitiveGoods goods, bool taken) =>
        Assert.Equal(taken, CarriedGoods.BuiltIn.Takes(carrier, service, goods, Today));
}
