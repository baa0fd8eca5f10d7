using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.App.Tests.Selling;
using Storefront.Catalog;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Payouts;
using Storefront.Testing;
using Storefront.Web.Demo;

namespace Storefront.App.Tests.Hooks;

/// <summary>The whole app with a key and webhook secrets of Stripe, and a Stripe on loopback that it speaks to.</summary>
public sealed class StripeStall : IAsyncLifetime
{
    public const string Secret = "whsec_ofTheHouse";
    public const string PayeesSecret = "whsec_ofThePayees";

    private readonly HttpClient client = new();
    private Actor? admin;

    public StripeStall()
    {
        var address = Server.Address.ToString().TrimEnd('/');
        Server.Usual = request => request.Path.StartsWith("/c/pay/", StringComparison.Ordinal) ? Reply.Json(200, "{}") : World.Answer(request);
        Server.Applies = request => request.Method == "POST";
        World.PageBase = address;
        Stall = new Stall
        {
            App = new Dictionary<string, string?>
            {
                ["Payments:Stripe:SecretKey"] = "sk_test_1", ["Payments:Stripe:WebhookSecret"] = Secret, ["Payments:Stripe:PayeesWebhookSecret"] = PayeesSecret, ["Payments:Stripe:ApiBase"] = address, ["Payments:Stripe:FilesBase"] = address,
                // What a buyer has received is its merchant's at once: a month of reserve is another test's.
                ["Holds:NewMerchantReserveDays"] = "0",
            },
        };
    }

    public ScriptedServer Server { get; } = new();

    public StripeWorld World { get; } = new();

    public Stall Stall { get; }

    public async Task InitializeAsync()
    {
        await Stall.InitializeAsync();
        World.Clock = Stall.Clock.GetUtcNow;
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await Stall.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>An order whose payment waits at Stripe; its page there.</summary>
    public async Task<string> OrderAsync(bool opens = true)
    {
        using var person = Stall.Person();
        return await OrderAsync(person, opens);
    }

    public async Task<string> OrderAsync(Person person, bool opens = true, VariantId? goods = null)
    {
        await person.AddAsync(goods ?? Stall.Shirt);
        await person.SubmitAsync(await person.ReviewAsync(), Purchases.PayForm, Purchases.PayButton);
        if (!opens) return "";
        Assert.StartsWith("/c/pay/cs_", person.At, StringComparison.Ordinal);
        return person.At.Split('/')[^1];
    }

    /// <summary>An order that the buyer paid at Stripe's page, and that the way back completed.</summary>
    public async Task<Order> BuyAsync(Person buyer, VariantId? goods = null)
    {
        var session = await OrderAsync(buyer, goods: goods);
        World.Pay(session);
        var payment = await Stall.ReadAsync(db => db.Payments.Where(p => p.Reference == session).Select(p => p.Id).SingleAsync());
        await buyer.GetAsync($"/en/checkout/return/{payment.Value}");
        return await Stall.OrderAsync(buyer.OrderShown());
    }

    /// <summary>The order is sent and comes, and its buyer says so.</summary>
    public async Task ReceiveAsync(Person buyer, Order bought)
    {
        await Stall.SendAsync(bought.Consignments[0]);
        await Stall.DeliverAllAsync(days: 12);
        await buyer.SubmitAsync(await buyer.GetAsync($"/en/orders/{bought.Number}/receive/{bought.Consignments[0].Id.Value}"), "form.acts");
        Assert.Equal(ConsignmentStatus.Received, (await Stall.OrderAsync(bought.Number)).Consignments[0].Status);
    }

    /// <summary>The linen shop's account at Stripe: everything asked for was given there, of which nobody has told us yet.</summary>
    public async Task<string> OpenAccountAsync()
    {
        Assert.True((await Stall.DoAsync<SetPayoutAccount, Outcome<OnboardingPage>>(s => s.RunAsync(Stall.Linen, Stall.Owner, Stall.Password, default))).Succeeded);
        var account = World.Only("account");
        (account["details_submitted"], account["payouts_enabled"], account["capabilities"]) = (true, true, new JsonObject { ["transfers"] = "active" });
        account["external_accounts"] = new JsonObject { ["object"] = "list", ["data"] = new JsonArray(new JsonObject { ["id"] = "ba_1", ["object"] = "bank_account", ["last4"] = "4321" }) };
        return (string)account["id"]!;
    }

    /// <summary>The linen shop's payout is written, and on its way to Stripe.</summary>
    public async Task AskToBePaidAsync()
    {
        await Stall.DoAsync<PlanPayouts>(async p => Assert.True((await p.AskAsync(Stall.Linen, Stall.Owner, default)).Succeeded));
        await Stall.DoAsync<WritePayouts>(w => w.RunAsync(default));
    }

    /// <summary>Tells the app of something that happened at Stripe, as Stripe would; the app has acted on it when this returns.</summary>
    /// <param name="account">The payee in whose account it happened; null for our own.</param>
    public async Task TellAsync(string kind, string subject, string? account = null)
    {
        var told = World.Event(kind, subject, account);
        var id = (string?)JsonNode.Parse(told)!["id"];
        Assert.Equal(HttpStatusCode.OK, await PostAsync(told, secret: account is null ? Secret : PayeesSecret));
        await UntilAsync(() => Stall.ReadAsync(db => db.ReceivedEvents.AnyAsync(e => e.EventId == id && db.Outbox.Any(m => m.Id == e.Message && m.DoneAtUtc != null))));
    }

    public async Task<HttpStatusCode> PostAsync(string body, string header = "Stripe-Signature", string secret = Secret, string provider = "stripe")
    {
        var time = Stall.Clock.GetUtcNow().ToUnixTimeSeconds();
        var signature = $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Stall.Address, $"/hooks/payments/{provider}")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(header, signature);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    public async Task<Actor> AdminAsync() => admin ??= await Stall.ReadAsync(async db =>
    {
        var role = new IdentityRole<Guid> { Id = Guid.CreateVersion7(), Name = Roles.Admin, NormalizedName = Roles.Admin.ToUpperInvariant() };
        db.Roles.Add(role);
        var person = DemoPeople.Add(db, "admin@example.test", canSignIn: true, Stall.Clock.GetUtcNow().UtcDateTime);
        db.UserRoles.Add(new() { RoleId = role.Id, UserId = person.Id });
        await db.SaveChangesAsync();
        return new Actor(person.UserId);
    });

    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await done()) await timer.WaitForNextTickAsync(limit.Token);
    }
}
