using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Storefront.Accounts;
using Storefront.Catalog;
using Storefront.Chargebacks;
using Storefront.Customs;
using Storefront.Disputes;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Orders;
using Storefront.Payments;
using Storefront.Reconciliation;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Office;

/// <summary>Files that leave the office. Whether the person may have one is the operation's business.</summary>
public static class OfficeEndpoints
{
    public static IEndpointRouteBuilder MapOffice(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/office/files").RequireAuthorization();
        files.MapGet("/labels/{parcel:guid}.{format}", LabelAsync);
        files.MapGet("/slips/{parcel:guid}.pdf", SlipAsync);
        files.MapGet("/invoices/{parcel:guid}.pdf", InvoiceAsync);
        files.MapGet("/papers", PapersAsync);
        files.MapGet("/carrier-labels/{parcel:guid}", CarrierLabelAsync);
        files.MapGet("/carrier-papers/{parcel:guid}/{number:int}", CarrierPaperAsync);
        files.MapGet("/label-copies/{parcel:guid}.pdf", LabelCopyAsync);
        files.MapGet("/returns/{id:guid}/label", (Guid id, HttpContext http, ReturnLabelFile labels, Messages messages, CancellationToken cancel) => OfficeScope.ActorOf(http.User) is { } actor
            ? DrawnAsync(() => labels.ForMerchantAsync(new ReturnId(id), actor, cancel), $"return-label-{id:N}", http, messages)
            : Task.FromResult(Results.Unauthorized()));
        files.MapGet("/returns/{id:guid}/receipt", ReceiptAsync);
        files.MapGet("/returns/{id:guid}/slip.pdf", (Guid id, HttpContext http, PrintReturnSlip slips, Messages messages, CancellationToken cancel) => OfficeScope.ActorOf(http.User) is { } actor
            ? DrawnAsync(() => slips.ForMerchantAsync(new ReturnId(id), actor, cancel), $"return-slip-{id:N}", http, messages)
            : Task.FromResult(Results.Unauthorized()));
        files.MapGet("/returns/{id:guid}/reclaim.pdf", (Guid id, HttpContext http, ReclaimPapers papers, Messages messages, CancellationToken cancel) => OfficeScope.ActorOf(http.User) is { } actor
            ? DrawnAsync(async () => await papers.ForDeskAsync(new ReturnId(id), actor, cancel) is var sheet && sheet.Succeeded ? papers.Draw(sheet.Value) : sheet.Refusal!, $"reclaim-{id:N}", http, messages)
            : Task.FromResult(Results.Unauthorized()));
        files.MapGet("/returns/{id:guid}/reclaim.csv", (Guid id, HttpContext http, ReclaimPapers papers, Messages messages, CancellationToken cancel) => CsvAsync(http, messages, $"reclaim-{id:N}", async actor =>
            await papers.ForDeskAsync(new ReturnId(id), actor, cancel) is var sheet && sheet.Succeeded ? Outcome<IReadOnlyList<string>>.Of(ReclaimPapers.Table(sheet.Value)) : sheet.Refusal!));
        files.MapGet("/licences/{id:guid}", LicenceAsync);
        files.MapGet("/manifests/{manifest:guid}", ManifestAsync);
        files.MapGet("/evidence/{dispute:guid}/{name}", EvidenceAsync);
        files.MapGet("/chargebacks/{chargeback:guid}/{name}", ChargebackFileAsync);
        files.MapGet("/chargebacks.csv", (string? drawer, string? find, HttpContext http, ChargebackDesk desk, Messages messages, CancellationToken cancel) => CsvAsync(
            http, messages, "chargebacks", actor => desk.ExportAsync(actor, new ChargebackQuery(Enum.TryParse<ChargebackDrawer>(drawer, out var open) && Enum.IsDefined(open) ? open : default, find), cancel)));
        files.MapGet("/differences.csv", (bool? open, HttpContext http, ReconciliationDesk desk, Messages messages, CancellationToken cancel) =>
            CsvAsync(http, messages, "differences", actor => desk.ExportAsync(actor, new DifferenceQuery(open ?? true), cancel)));
        files.MapGet("/trial-balance.csv", (string? asof, HttpContext http, Journal journal, Messages messages, CancellationToken cancel) =>
            CsvAsync(http, messages, "trial-balance", actor => journal.ExportAsync(actor, AsOfDay.BeforeUtc(asof), cancel)));
        files.MapGet("/statements/{merchant:guid}.csv", (Guid merchant, HttpContext http, MerchantStatement statement, Messages messages, CancellationToken cancel) =>
            CsvAsync(http, messages, $"statement-{merchant:N}", actor => statement.ExportAsync(new MerchantId(merchant), actor, cancel)));
        files.MapGet("/statement.csv", StatementAsync);
        files.MapGet("/statement.pdf", StatementPdfAsync);
        files.MapGet("/refunds.csv", (string? status, HttpContext http, RefundRegister refunds, Messages messages, CancellationToken cancel) =>
            CsvAsync(http, messages, "refunds", actor => refunds.ExportAsync(actor, Enum.TryParse<RefundStatus>(status, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : RefundStatus.Failed, cancel)));
        files.MapGet("/rate-cards/{card:guid}.csv", RateCardAsync);
        files.MapGet("/held.csv", HeldAsync);
        files.MapGet("/holds.csv", HoldsAsync);
        files.MapGet("/listings.csv", (HttpContext http, OfficeDesks desks, ExportListings export, Messages messages, CancellationToken cancel) =>
            ListingsAsync(http, desks, messages, "listings", export.RunAsync, cancel));
        files.MapGet("/import-example.csv", (HttpContext http, OfficeDesks desks, ExportListings export, Messages messages, CancellationToken cancel) =>
            ListingsAsync(http, desks, messages, "import-example", export.WriteExampleAsync, cancel));
        return app;
    }

    private static async Task<IResult> LabelAsync(Guid parcel, string format, int? page, HttpContext http, PrintLabel print, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (!Enum.TryParse<DocumentFormat>(format, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return Results.NotFound();
        return await DrawnAsync(() => print.RunAsync(new ParcelId(parcel), actor, wanted, Math.Max(1, page ?? 1), cancel), $"label-{parcel:N}", http, messages);
    }

    private static async Task<IResult> SlipAsync(Guid parcel, HttpContext http, PrintPackingSlip print, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        return await DrawnAsync(() => print.RunAsync(new ParcelId(parcel), actor, cancel), $"packing-slip-{parcel:N}", http, messages);
    }

    private static async Task<IResult> InvoiceAsync(Guid parcel, HttpContext http, PrintInvoice print, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        return await DrawnAsync(() => print.RunAsync(new ParcelId(parcel), actor, cancel), $"invoice-{parcel:N}", http, messages);
    }

    private static async Task<IResult> RateCardAsync(Guid card, HttpContext http, OfficeDesks desks, RateCards cards, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (await desks.OfAsync(actor, cancel) is not { Succeeded: true, Value.Merchant: { } shop }) return Results.NotFound();
        var found = await cards.FindAsync(shop.Id, new RateCardId(card), actor, cancel);
        if (!found.Succeeded) return Refused(found.Refusal, messages);
        return Results.File(Encoding.UTF8.GetBytes(CardFile.Write(found.Value.Terms)), "text/csv; charset=utf-8", $"rate-card-{card:N}.csv");
    }

    private static async Task<IResult> CarrierLabelAsync(Guid parcel, HttpContext http, CarrierLabels labels, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await labels.OpenAsync(new ParcelId(parcel), actor, cancel);
        return found.Succeeded ? File(http, found.Value.Bytes.ToArray(), found.Value.Format.MediaType(), $"carrier-label-{parcel:N}.{found.Value.Format.Extension()}") : Refused(found.Refusal, messages);
    }

    private static async Task<IResult> CarrierPaperAsync(Guid parcel, int number, HttpContext http, CarrierLabels labels, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await labels.OpenPaperAsync(new ParcelId(parcel), number, actor, cancel);
        return found.Succeeded ? File(http, found.Value.Bytes.ToArray(), found.Value.Format.MediaType(), $"carrier-paper-{parcel:N}-{number}.{found.Value.Format.Extension()}") : Refused(found.Refusal, messages);
    }

    private static async Task<IResult> ManifestAsync(Guid manifest, HttpContext http, Manifests manifests, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await manifests.OpenAsync(new ManifestId(manifest), actor, cancel);
        return found.Succeeded ? File(http, found.Value.Bytes.ToArray(), found.Value.Format.MediaType(), $"manifest-{manifest:N}.{found.Value.Format.Extension()}") : Refused(found.Refusal, messages);
    }

    private static async Task<IResult> LabelCopyAsync(Guid parcel, HttpContext http, CarrierLabels labels, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        return await DrawnAsync(() => labels.CopyAsync(new ParcelId(parcel), actor, cancel), $"label-copy-{parcel:N}", http, messages);
    }

    /// <summary>Papers of many orders; see <see cref="PaperLink"/>.</summary>
    private static async Task<IResult> PapersAsync(string? of, string? what, int? start, string? copies, [FromQuery(Name = "files")] string? withFiles, HttpContext http, OfficeDesks desks, PrintBatch print, Messages messages, TimeProvider clock, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (await desks.OfAsync(actor, cancel) is not { Succeeded: true, Value.Merchant: { } merchant } || PaperLink.Read(merchant.Id, of, what, start, copies, withFiles) is not { } order) return Results.NotFound();
        try
        {
            var printed = await print.RunAsync(order, actor, cancel);
            if (!printed.Succeeded) return Refused(printed.Refusal, messages);
            return File(http, printed.Value.Bytes, printed.Value.MediaType, string.Create(CultureInfo.InvariantCulture, $"papers-{clock.GetUtcNow():yyyy-MM-dd-HHmm}.{printed.Value.Extension}"));
        }
        catch (DocumentsUnavailableException missing)
        {
            return Results.Text(missing.Message, "text/plain", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> EvidenceAsync(Guid dispute, string name, HttpContext http, DisputeEvidence evidence, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await evidence.OpenAsync(new DisputeId(dispute), name, actor, cancel);
        if (!found.Succeeded) return Refused(found.Refusal, messages);
        return Picture(http, found.Value, name);
    }

    private static async Task<IResult> ReceiptAsync(Guid id, HttpContext http, ReceiptFile receipts, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await receipts.ForDeskAsync(new ReturnId(id), actor, cancel);
        return found.Succeeded ? Picture(http, found.Value, "receipt.webp") : Refused(found.Refusal, messages);
    }

    private static async Task<IResult> LicenceAsync(Guid id, HttpContext http, LicenceFile licences, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await licences.OpenAsync(id, actor, cancel);
        return found.Succeeded ? Picture(http, found.Value, "licence.jpg") : Refused(found.Refusal, messages);
    }

    private static async Task<IResult> ChargebackFileAsync(Guid chargeback, string name, HttpContext http, ChargebackFiles shown, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var found = await shown.OpenAsync(new ChargebackId(chargeback), name, actor, cancel);
        return found.Succeeded ? Picture(http, found.Value, name) : Refused(found.Refusal, messages);
    }

    private static IResult Picture(HttpContext http, Stream stream, string name)
    {
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(stream, name.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp" : "image/jpeg");
    }

    private static async Task<IResult> CsvAsync(HttpContext http, Messages messages, string name, Func<Actor, Task<Outcome<IReadOnlyList<string>>>> export)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        return Csv(http, messages, await export(actor), name);
    }

    /// <summary>The mark at the start tells spreadsheets that it is UTF-8.</summary>
    private static IResult Csv(HttpContext http, Messages messages, Outcome<IReadOnlyList<string>> lines, string name) => lines.Succeeded
        ? File(http, Encoding.UTF8.GetBytes('\uFEFF' + string.Join("\r\n", lines.Value) + "\r\n"), "text/csv; charset=utf-8", name + ".csv")
        : Refused(lines.Refusal, messages);

    private static async Task<IResult> StatementAsync(HttpContext http, OfficeDesks desks, MerchantStatement statement, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (await desks.OfAsync(actor, cancel) is not { Succeeded: true, Value.Merchant: { } merchant }) return Results.NotFound();
        return Csv(http, messages, await statement.ExportAsync(merchant.Id, actor, cancel), $"statement-{merchant.Slug}");
    }

    /// <param name="month">Such as 2026-11.</param>
    private static async Task<IResult> StatementPdfAsync(string? month, HttpContext http, OfficeDesks desks, MonthlyStatement statement, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (await desks.OfAsync(actor, cancel) is not { Succeeded: true, Value.Merchant: { } merchant }) return Results.NotFound();
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year >= 9999) return Results.NotFound();
        return await DrawnAsync(() => statement.PrintAsync(merchant.Id, first, actor, cancel), $"statement-{merchant.Slug}-{month}", http, messages);
    }

    private static async Task<IResult> HeldAsync(string? reason, HttpContext http, OfficeDesks desks, Holds holds, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (await desks.OfAsync(actor, cancel) is not { Succeeded: true, Value.Merchant: { } merchant }) return Results.NotFound();
        return Csv(http, messages, await holds.ExportAsync(merchant.Id, actor, new HoldQuery(Kit.HoldList.ReasonIn(reason)), cancel), $"held-money-{merchant.Slug}");
    }

    private static async Task<IResult> HoldsAsync(string? reason, string? merchant, HttpContext http, Holds holds, Messages messages, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        var query = new HoldQuery(Kit.HoldList.ReasonIn(reason), Guid.TryParse(merchant, out var id) ? new MerchantId(id) : null);
        return Csv(http, messages, await holds.ExportAsync(null, actor, query, cancel), "holds");
    }

    private static async Task<IResult> ListingsAsync(
        HttpContext http, OfficeDesks desks, Messages messages, string name, Func<MerchantId, Actor, Stream, CancellationToken, Task<Outcome<Done>>> write, CancellationToken cancel)
    {
        if (OfficeScope.ActorOf(http.User) is not { } actor) return Results.Unauthorized();
        if (await desks.OfAsync(actor, cancel) is not { Succeeded: true, Value.Merchant: { } merchant }) return Results.NotFound();
        using var bytes = new MemoryStream();
        var written = await write(merchant.Id, actor, bytes, cancel);
        return written.Succeeded ? File(http, bytes.ToArray(), "text/csv; charset=utf-8", $"{name}-{merchant.Slug}.csv") : Refused(written.Refusal, messages);
    }

    private static async Task<IResult> DrawnAsync(Func<Task<Outcome<DrawnDocument>>> draw, string name, HttpContext http, Messages messages)
    {
        try
        {
            var drawn = await draw();
            if (!drawn.Succeeded) return Refused(drawn.Refusal, messages);
            var format = drawn.Value.Format;
            return File(http, drawn.Value.Bytes, format.MediaType(), $"{name}.{format.Extension()}");
        }
        catch (DocumentsUnavailableException missing)
        {
            return Results.Text(missing.Message, "text/plain", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>PDF and PNG open in the browser, everything else is saved.</summary>
    private static IResult File(HttpContext http, byte[] bytes, string mediaType, string name)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var shown = mediaType is "application/pdf" or "image/png";
        if (shown) http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}\"";
        return Results.File(bytes, mediaType, shown ? null : name);
    }

    private static IResult Refused(Refusal refusal, Messages messages) => Results.Text(
        messages.Text(Language.English, refusal),
        "text/plain",
        statusCode: refusal.Code.EndsWith(".not-found", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict);
}
