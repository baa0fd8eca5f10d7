using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Storefront.Languages;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>The sandbox's own page on which a merchant types holder and account number, plainly marked. It opens only for the one visit that was
/// asked for. Of what is typed nothing reaches the market but the last digits.</summary>
public static class SandboxPayeePage
{
    public static void MapSandboxPayees(this IEndpointRouteBuilder app)
    {
        var page = app.MapGroup(SandboxPayees.PagePath + "{reference}").DisableAntiforgery();
        page.MapGet("", ShowAsync);
        page.MapPost("", SetAsync);
    }

    private static async Task<IResult> ShowAsync(string reference, string? visit, SandboxBank bank, Messages messages, TimeProvider clock, HttpContext context, CancellationToken cancel)
    {
        if (await bank.FindPayeeAsync(reference, cancel) is not { } payee || !payee.IsOpen(visit, clock.GetUtcNow().UtcDateTime)) return Results.NotFound();
        return Page(payee, false, messages, context);
    }

    private static async Task<IResult> SetAsync(
        string reference, string? visit, [FromForm] string? holder, [FromForm] string? account, SandboxBank bank, Messages messages, TimeProvider clock, HttpContext context, CancellationToken cancel)
    {
        if (await bank.FindPayeeAsync(reference, cancel) is not { } payee || !payee.IsOpen(visit, clock.GetUtcNow().UtcDateTime)) return Results.NotFound();
        if (!await bank.SetBankAsync(reference, holder, account, cancel)) return Page(payee, true, messages, context);
        context.Response.Headers.Location = payee.ReturnUrl;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static IResult Page(SandboxPayee payee, bool isWrong, Messages messages, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (words, encode) = (messages.In(Language.English), HtmlEncoder.Default);
        string W(string key) => encode.Encode(words["sandbox." + key]);
        var fault = isWrong ? $"""<p class="fault" role="alert">{W("payee.wrong")}</p>""" : "";
        return Results.Content($"""
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{W("payee.title")}</title><link rel="stylesheet" href="/sandbox/pay.css"></head>
            <body><main>
            <p class="mark">{W("payee.mark")}</p>
            <h1>{W("payee.title")}</h1>
            {fault}
            <form method="post" action="{encode.Encode($"{SandboxPayees.PagePath}{payee.Reference}?visit={payee.Visit}")}">
            <label>{W("payee.holder")}<input name="holder" autocomplete="off" maxlength="120" required></label>
            <label>{W("account")}<input name="account" inputmode="numeric" autocomplete="off" maxlength="20" placeholder="000123456789" dir="ltr" required></label>
            <button>{W("payee.save")}</button></form>
            <details><summary>{W("numbers")}</summary><dl dir="ltr">
            <dt>000123456789</dt><dd>{W("payee.takes")}</dd>
            <dt>000987654321</dt><dd>{W("payee.takes")}</dd>
            <dt>000111111116</dt><dd>{W("payee.no-account")}</dd>
            <dt>000111111113</dt><dd>{W("payee.closed")}</dd></dl></details>
            </main></body></html>
            """, "text/html; charset=utf-8");
    }
}
