using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.AspNetCore.Mvc;
using Storefront.Languages;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The sandbox's own payment page, plainly marked. It stands where a real provider's site would: it knows a payment by its
/// reference, asks nothing of our pages, and sends the shopper back when it is done. Card numbers are looked up and never kept.</summary>
public static class SandboxPage
{
    public static void MapSandboxPayments(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup(SandboxPaymentProvider.PagePath + "{reference}").DisableAntiforgery();
        page.MapGet("", ShowAsync);
        page.MapPost("", PayAsync);
        page.MapPost("/authenticate", AuthenticateAsync);
        page.MapPost("/cancel", CancelAsync);
        if (!app.ServiceProvider.GetRequiredService<SandboxPaymentSettings>().HasDashboard) return;
        app.MapPost("/sandbox/desk/{reference}/refund", RefundByHandAsync).DisableAntiforgery().RequireAuthorization();
        app.MapPost("/sandbox/desk/refunds/{reference}/return", ReturnRefundAsync).DisableAntiforgery().RequireAuthorization();
    }

    private static async Task<IResult> ShowAsync(string reference, SandboxGateway gateway, Messages messages, HttpContext context, CancellationToken cancel)
    {
        if (await gateway.FindAsync(reference, cancel) is not { } payment) return Results.NotFound();
        return Next(payment, messages, context);
    }

    private static async Task<IResult> PayAsync(
        string reference, [FromForm] string? method, [FromForm] string? number, [FromForm] string? account, SandboxGateway gateway, Messages messages, HttpContext context, CancellationToken cancel)
    {
        var instrument = method == "debit" ? SandboxInstrument.Account(account) : SandboxInstrument.Card(number);
        if (await gateway.PayAsync(reference, instrument, cancel) is not { } payment) return Results.NotFound();
        return Next(payment, messages, context);
    }

    private static async Task<IResult> AuthenticateAsync(string reference, [FromForm] string? answer, SandboxGateway gateway, Messages messages, HttpContext context, CancellationToken cancel)
    {
        if (await gateway.AuthenticateAsync(reference, answer == "confirm", cancel) is not { } payment) return Results.NotFound();
        return Next(payment, messages, context);
    }

    /// <summary>As somebody would give money back at a real gateway's own desk, where the market has no say.</summary>
    private static async Task<IResult> RefundByHandAsync(string reference, [FromForm] string? amount, SandboxGateway gateway, CancellationToken cancel)
    {
        if (await gateway.FindAsync(reference, cancel) is not { } payment) return Results.NotFound();
        if (!Money.TryParse(amount, payment.Amount.Currency, out var money)) return Results.BadRequest();
        return await gateway.RefundByHandAsync(reference, money, cancel) is { } made ? Results.Text(made) : Results.Conflict();
    }

    /// <summary>As the buyer's bank would send a refund back days later.</summary>
    private static async Task<IResult> ReturnRefundAsync(string reference, SandboxGateway gateway, CancellationToken cancel) =>
        await gateway.ReturnRefundAsync(reference, cancel) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> CancelAsync(string reference, SandboxGateway gateway, HttpContext context, CancellationToken cancel)
    {
        if (await gateway.CloseAsync(reference, cancel) is not { } payment) return Results.NotFound();
        return BackToShop(payment, context);
    }

    /// <summary>A payment that is still open shows the page, as the answer to a post too, since a declined card changes nothing; any other goes back to the shop.</summary>
    private static IResult Next(SandboxPayment payment, Messages messages, HttpContext context)
    {
        if (payment.State is not (SandboxState.Open or SandboxState.AwaitsAuthentication)) return BackToShop(payment, context);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(Html(payment, messages), "text/html; charset=utf-8");
    }

    private static IResult BackToShop(SandboxPayment payment, HttpContext context)
    {
        context.Response.Headers.Location = payment.ReturnUrl;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;

    private static string Html(SandboxPayment payment, Messages messages)
    {
        var language = Language.TryFind(payment.Language, out var known) ? known : Language.English;
        var words = messages.In(language);
        var encode = HtmlEncoder.Default;
        string W(string key) => encode.Encode(words["sandbox." + key]);
        var amount = encode.Encode(words.Format.Money(payment.Amount));
        var action = encode.Encode(SandboxPaymentProvider.PagePath + payment.Reference);
        var page = new StringBuilder(4096);
        page.Append(Invariant, $"""
            <!DOCTYPE html>
            <html lang="{language.Tag}" dir="{language.Direction}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{W("title")}</title><link rel="stylesheet" href="/sandbox/pay.css"></head>
            <body><main>
            <p class="mark">{W("mark")}</p>
            <h1>{W("title")}</h1>
            <p class="amount"><bdi>{amount}</bdi></p>
            <p class="order">{W("order")} <bdi>{encode.Encode(payment.OrderNumber)}</bdi></p>
            """);
        if (payment.FailureCode is { } failure) page.Append(Invariant, $"""<p class="fault" role="alert">{Failure(words, failure, encode)}</p>""");
        if (payment.State == SandboxState.AwaitsAuthentication)
        {
            page.Append(Invariant, $"""
                <h2>{W("authenticate")}</h2><p>{W("authenticate-why")}</p>
                <form method="post" action="{action}/authenticate">
                <button name="answer" value="confirm">{W("confirm")}</button>
                <button name="answer" value="refuse" class="quiet">{W("refuse")}</button></form>
                """);
        }
        else
        {
            page.Append(Invariant, $"""
                <form method="post" action="{action}">
                <fieldset><legend>{W("method")}</legend>
                <label class="choice"><input type="radio" name="method" value="card" checked> {W("card")}</label>
                <label>{W("number")}<input name="number" inputmode="numeric" autocomplete="off" maxlength="25" placeholder="4242 4242 4242 4242" dir="ltr"></label>
                <label class="choice"><input type="radio" name="method" value="debit"> {W("debit")}</label>
                <label>{W("account")}<input name="account" inputmode="numeric" autocomplete="off" maxlength="20" placeholder="000123456789" dir="ltr"></label>
                </fieldset>
                <button>{encode.Encode(words.Text("sandbox.pay", ("amount", payment.Amount)))}</button></form>
                <details><summary>{W("numbers")}</summary><dl dir="ltr">
                <dt>4242 4242 4242 4242</dt><dd>{W("fate.succeeds")}</dd>
                <dt>4000 0025 0000 3155</dt><dd>{W("fate.authenticates")}</dd>
                <dt>4000 0000 0000 0002</dt><dd>{W("fate.declined")}</dd>
                <dt>4000 0000 0000 9995</dt><dd>{W("fate.insufficient-funds")}</dd>
                <dt>4000 0000 0000 0259</dt><dd>{W("fate.disputed")}</dd>
                <dt>4000 0000 0000 1976</dt><dd>{W("fate.inquired")}</dd>
                <dt>4000 0000 0000 5423</dt><dd>{W("fate.warned")}</dd>
                <dt>000123456789</dt><dd>{W("fate.later")}</dd>
                <dt>000111111116</dt><dd>{W("fate.fails-later")}</dd></dl></details>
                """);
        }

        page.Append(Invariant, $"""<form method="post" action="{action}/cancel"><button class="quiet">{W("back")}</button></form></main></body></html>""");
        return page.ToString();
    }

    private static string Failure(Words words, string code, HtmlEncoder encode) =>
        encode.Encode(words[code is "card_declined" or "insufficient_funds" or "expired_card" or "incorrect_cvc" or "incorrect_number" or "missing_number" or "authentication_required"
            ? "sandbox.failure." + code.Replace('_', '-')
            : "sandbox.failure.card-declined"]);
}
