using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;
using Storefront.Web.Hosting;
using Storefront.Web.Measuring;

namespace Storefront.App.Tests.Shop;

/// <summary>Every page of the shop, made anew and not taken from the store, asks the order database three times at most, whatever it shows, and is
/// plain: it brings no script but the shop's own small one.</summary>
public sealed class StatementBudgetTests
{
    private const int MostStatements = 3;

    private static readonly string[] Browsed =
    [
        "/", "/accessibility", "/c/teaware", "/checkout/elsewhere", "/error/404", "/help", "/help/delivery", "/help/protection", "/help/returns", "/imprint", "/m/longjing-house", "/p/celadon-teapot", "/place", "/search?q=teapot",
        "/account/access-denied", "/account/check-mail/register", "/account/confirm", "/account/confirm-email", "/account/deleted", "/account/forgot-password", "/account/register", "/account/resend",
        "/account/reset-password", "/account/sign-in", "/account/sign-in/code", "/account/signed-out",
    ];

    private static readonly string[] Owned =
    [
        "/account", "/account/addresses", "/account/addresses/new", "/account/delete", "/account/email", "/account/password", "/account/privacy", "/account/second-factor", "/account/security", "/orders",
    ];

    private readonly List<string> over = [];
    private readonly HashSet<string> seen = [];

    [Fact]
    public async Task No_page_of_the_shop_asks_the_order_database_more_than_three_times_or_brings_a_script_of_somebody_else()
    {
        var stall = new Stall
        {
            App = new Dictionary<string, string?> { ["Measuring:Enabled"] = "true", ["Measuring:StorePages"] = "false", ["Payments:Sandbox:SendWebhooks"] = "false", ["Accounts:PostsPerMinute"] = "100000" },
        };
        await stall.InitializeAsync();
        try
        {
            await VisitAsync(stall);
        }
        finally
        {
            await stall.DisposeAsync();
        }

        Assert.True(over.Count == 0, string.Join(Environment.NewLine, over));
        Assert.Equal([.. Templates().Order()], seen.Order());
    }

    private async Task VisitAsync(Stall stall)
    {
        using var stranger = stall.Person();
        foreach (var path in Browsed) await CountAsync(stall, stranger, path, path);

        using var buyer = stall.Person();
        await buyer.SignInAsync();
        await buyer.AddAsync(stall.Teapot, 2);
        await buyer.AddAsync(stall.Shirt);
        await CountAsync(stall, buyer, "/basket", "/basket");
        await CountAsync(stall, buyer, "/checkout", "/checkout");
        var review = await buyer.ReviewAsync([.. Purchases.Lyon, ("keep", "yes")]);
        var attempt = buyer.At[3..];
        await CountAsync(stall, buyer, attempt, "/checkout/{attempt:guid}");
        await CountAsync(stall, buyer, $"{attempt}/point/{stall.Tea.Value}", "/checkout/{attempt:guid}/point/{merchant:guid}");
        await buyer.PayAsync(await buyer.SubmitAsync(review, Purchases.PayForm, Purchases.PayButton));
        var number = buyer.OrderShown();
        await CountAsync(stall, buyer, attempt, "/checkout/{attempt:guid}");
        var payment = await stall.ReadAsync(db => db.Payments.Select(p => p.Id).SingleAsync());
        await CountAsync(stall, buyer, $"/checkout/confirming/{payment.Value}", "/checkout/confirming/{payment:guid}");
        foreach (var path in Owned) await CountAsync(stall, buyer, path, path);
        var address = await stall.ReadAsync(db => db.SavedAddresses.Select(a => a.Id).SingleAsync());
        await CountAsync(stall, buyer, $"/account/addresses/{address}", "/account/addresses/{id:guid}");

        // From here on time moves by days. A guest has no session to be looked up whenever that happens.
        using var guest = stall.Person();
        number = await guest.BuyAsync((stall.Teapot, 1), (stall.Shirt, 1));
        var order = await stall.OrderAsync(number);
        await CountAsync(stall, guest, $"/orders/{number}", "/orders/{number}");
        await CountAsync(stall, guest, $"/orders/{number}/address", "/orders/{number}/address");
        await CountAsync(stall, guest, $"/orders/{number}/cancel/{order.Consignments[0].Id.Value}", "/orders/{number}/cancel/{part:guid}");
        foreach (var consignment in order.Consignments) await stall.SendAsync(consignment);
        await stall.DeliverAllAsync(days: 12);
        var (received, disputed) = (order.Consignments[0], order.Consignments[1]);
        await CountAsync(stall, guest, $"/orders/{number}/receive/{received.Id.Value}", "/orders/{number}/receive/{part:guid}");
        await guest.SubmitAsync(await guest.GetAsync($"/en/orders/{number}/receive/{received.Id.Value}"), "form.acts");
        var back = $"/orders/{number}/return/{received.Id.Value}";
        await CountAsync(stall, guest, back, "/orders/{number}/return/{part:guid}");
        await guest.SubmitAsync(await guest.GetAsync("/en" + back), "form.form", null, ("reason", "Faulty"), ("note", "It leaks."));
        await CountAsync(stall, guest, guest.At[3..], "/returns/{id:guid}");
        await CountAsync(stall, guest, $"/orders/{number}/review/{received.Lines[0].Id}", "/orders/{number}/review/{line:guid}");
        var claim = $"/orders/{number}/dispute/{disputed.Id.Value}";
        await CountAsync(stall, guest, claim, "/orders/{number}/dispute/{part:guid}");
        await guest.UploadAsync(await guest.GetAsync("/en" + claim), "form.form", [], ("reason", "Damaged"), ("amount", "5.00"), ("text", "It broke."));
        await CountAsync(stall, guest, guest.At[3..], "/disputes/{id:guid}");
        await CountAsync(stall, guest, $"/orders/{number}", "/orders/{number}");

        var parts = await guest.BuyAsync((stall.Teapot, 3));
        order = await stall.OrderAsync(parts);
        await stall.SendPartAsync(order.Consignments[0], 2);
        await stall.SendPartAsync(order.Consignments[0], null);
        await stall.BringAsync(order);
        await CountAsync(stall, guest, $"/orders/{parts}", "/orders/{number}");
    }

    /// <summary>What a visit may ask is multiplied by the redirects on its way, each of which is an answer of its own.</summary>
    private async Task CountAsync(Stall stall, Person person, string path, string template)
    {
        var address = "/en" + (path == "/" ? "" : path);
        // A session is looked up once a minute, by whichever page comes first.
        await person.GetAsync(address);
        var before = await SqlAsync(stall);
        var page = await person.GetAsync(address);
        var asked = await SqlAsync(stall) - before;
        var ending = template.Split('?')[0];
        if (Templates().FirstOrDefault(t => t == ending) is null) ending = Templates().First(t => Matches(t, ending));
        seen.Add(ending);
        if (page.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone)) over.Add($"{path} answered {page.Status}");
        foreach (var script in ScriptsOfOthers(page)) over.Add($"{path} brings {script}");
        if (asked > MostStatements * person.Way.Count) over.Add($"{path} asked {asked} times on {string.Join(" -> ", person.Way)}");
    }

    /// <summary>Scripts, and what a component framework leaves in a page to come alive.</summary>
    private static IEnumerable<string> ScriptsOfOthers(Page page) => page.Document
        .QuerySelectorAll("script:not([type='application/ld+json']), link[as=script], link[rel=modulepreload]").Select(s => s.GetAttribute("src") ?? s.GetAttribute("href") ?? s.TextContent).Where(s => !s.StartsWith("/js/shop.", StringComparison.Ordinal))
        .Concat(page.Document.Descendants<IComment>().Select(c => c.Data).Where(c => c.Contains("Blazor", StringComparison.OrdinalIgnoreCase)));

    private static Task<long> SqlAsync(Stall stall) => stall.DoAsync<Counters, long>(counters => Task.FromResult(counters.Now.Sql));

    /// <summary>The routes of all pages of the shop, so that a new page cannot stay outside of the budget.</summary>
    internal static List<string> Templates() =>
        [.. typeof(StartOptions).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), inherit: false)).Cast<RouteAttribute>().Select(r => r.Template)];

    internal static bool Matches(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        return wanted.Length == given.Length && wanted.Zip(given).All(p => p.First == p.Second || p.First.StartsWith('{'));
    }
}
