using System.Net;
using Microsoft.EntityFrameworkCore;
using Storefront.Merchants;
using Storefront.Office;
using Storefront.Orders;
using Storefront.Shipping;

namespace Storefront.App.Tests.Selling;

[Collection(Stall.Collection)]
public sealed class PaperTests(Stall stall)
{
    [Fact]
    public void The_address_of_two_hundred_orders_says_them_all_and_fits_into_a_request_line()
    {
        var order = new BatchOrder(Id.New<MerchantId>(), [.. Enumerable.Range(0, 200).Select(_ => Id.New<ConsignmentId>())], Enum.GetValues<PaperKind>(), 3, OwnCopies: true, WithFiles: true);

        var address = PaperLink.To(order);
        var values = address[(address.IndexOf('?') + 1)..].Split('&').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var read = PaperLink.Read(order.Merchant, values["of"], values["what"], int.Parse(values["start"], System.Globalization.CultureInfo.InvariantCulture), values["copies"], values["files"])!;

        Assert.InRange(address.Length, 0, 5_000);
        Assert.Equal(order.Consignments, read.Consignments);
        Assert.Equal(order.Kinds, read.Kinds);
        Assert.Equal((3, true), (read.StartAt, read.OwnCopies));
    }

    [Theory]
    [InlineData(null, "Labels", 1)]
    [InlineData("AAAA", "Labels", 1)]
    [InlineData("not base64!", "Labels", 1)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", "Nothing", 1)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", "7", 1)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA", "Labels", 5)]
    public void An_address_that_was_tampered_with_is_none(string? of, string what, int start) => Assert.Null(PaperLink.Read(Id.New<MerchantId>(), of, what, start, null, null));

    [Fact]
    public async Task Papers_are_opened_by_those_who_work_for_the_shop_and_nobody_else()
    {
        using var buyer = stall.Person();
        var number = await buyer.BuyAsync((stall.Teapot, 1), (stall.Shirt, 1));
        var order = await stall.OrderAsync(number);
        var path = PaperLink.To(new BatchOrder(default, [.. order.Consignments.Select(c => c.Id)], [PaperKind.PickList, PaperKind.PackingSlips]));

        using var guest = stall.Person();
        await guest.GetAsync(path);
        Assert.NotEqual("application/pdf", guest.Answer.Content.Headers.ContentType?.MediaType);
        using var shopper = stall.Person();
        await shopper.SignInAsync();
        Assert.NotEqual(HttpStatusCode.OK, (await shopper.GetAsync(path)).Status);
        using var owner = stall.Person();
        await owner.SignInAsync("owner@example.test");
        await owner.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (owner.Answer.StatusCode, owner.Answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("no-store", owner.Answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await owner.GetAsync(PaperLink.To(new BatchOrder(default, [order.Consignments[0].Id, order.Consignments[1].Id], [PaperKind.Labels])))).Status);
    }
}
