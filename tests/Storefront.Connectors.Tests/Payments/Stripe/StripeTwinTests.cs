using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Storefront.Connectors.Payments;
using Storefront.Payments;
using Storefront.Testing;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Our client beside Stripe's own: the same table of calls made with both, and everything that reaches the server compared; the same
/// webhooks signed and judged by both.</summary>
public sealed class StripeTwinTests
{
    [Fact]
    public async Task Both_clients_ask_the_same_of_the_server()
    {
        using var table = JsonDocument.Parse(await File.ReadAllBytesAsync(OfficialClient.Table));
        var rows = table.RootElement.EnumerateArray().ToList();
        await using var theirs = new ScriptedServer { Usual = static _ => Reply.Json(200, "{}") };
        await OfficialClient.RunAsync(null, "calls", theirs.Address.ToString(), StripeDesk.SecretKey, OfficialClient.Table);
        var asked = new Queue<AskedRequest>(theirs.Asked);

        Assert.True(rows.Count >= 60, $"The table has {rows.Count} rows.");
        Assert.Equal(rows.Sum(r => r.GetProperty("npm").GetArrayLength()), asked.Count);
        var desks = new Dictionary<string, StripeDesk>();
        foreach (var row in rows)
        {
            var (name, with) = (row.GetProperty("name").GetString()!, row.GetProperty("with"));
            var account = with.TryGetProperty("account", out var country) ? country.GetString()! : "";
            if (!desks.TryGetValue(account, out var desk)) desks[account] = desk = Desk(account);
            var before = desk.Server.Asked.Count;

            await TwinCalls.MakeAsync(desk, row.GetProperty("call").GetString()!, with);

            var expected = Enumerable.Range(0, row.GetProperty("npm").GetArrayLength()).Select(_ => asked.Dequeue()).Select(Seen);
            Assert.Equal($"{name}\n{string.Join('\n', await Task.WhenAll(expected))}", $"{name}\n{string.Join('\n', await Task.WhenAll(desk.Server.Asked.Skip(before).Select(Seen)))}");
        }

        foreach (var desk in desks.Values) await desk.DisposeAsync();
    }

    [Fact]
    public async Task What_the_official_client_signs_is_taken_and_what_it_refuses_is_refused()
    {
        await using var desk = new StripeDesk();
        var at = new DateTimeOffset(desk.Clock.NowUtc).ToUnixTimeSeconds();
        string[] payloads = ["""{"id":"evt_1","type":"x"}""", """{ "id" : "evt_2", "type":"é 龙 😀", "data":{"object":{"id":"cs_1"}} }""", "{\n\t\"id\": \"evt_3\",\r\n \"type\": \"y\" }\n"];
        var signed = (await AskAsync([.. payloads.Select(p => (p, StripeDesk.WebhookSecret, at))], [])).Signed;
        var headers = signed.SelectMany((header, i) => Variations(header, at).Select(h => (Payload: payloads[i], Header: h))).ToList();
        headers.AddRange(payloads.Zip(signed).SelectMany(p => new[] { (p.First + " ", p.Second), (p.First.Replace("evt", "evu", StringComparison.Ordinal), p.Second) }));

        var judged = (await AskAsync([], [.. headers.Select(h => (h.Payload, h.Header, StripeDesk.WebhookSecret, at))])).Judged;

        Assert.Equal(judged, headers.Select(h => desk.Payments.Verify(Encoding.UTF8.GetBytes(h.Payload), h.Header, desk.Clock.NowUtc) is not null));
        Assert.Equal(payloads.Length * 4, judged.Count(j => j));
        Assert.Equal(payloads.Length * 10, judged.Count(j => !j));
    }

    [Fact]
    public async Task What_the_sandbox_signs_the_official_client_takes()
    {
        var at = new DateTimeOffset(new DateTime(2026, 11, 29, 10, 0, 0, DateTimeKind.Utc)).ToUnixTimeSeconds();
        var time = at.ToString(CultureInfo.InvariantCulture);
        const string Body = """{"id":"evt_sbx_1","type":"payment.captured","payment":"sbx_pay-1"}""";
        const string Secret = "sandbox-webhook-secret";
        var header = $"t={time},v1={WebhookSignature.Sign(Encoding.UTF8.GetBytes(Body), time, Secret)}";

        var judged = (await AskAsync([], [(Body, header, Secret, at), (Body, header, Secret + "x", at), (Body + " ", header, Secret, at), (Body, header, Secret, at + 301)])).Judged;

        Assert.Equal([true, false, false, false], judged);
    }

    /// <summary>Four that are genuine and eight that are not.</summary>
    private static IEnumerable<string> Variations(string header, long at)
    {
        var mac = header.Split("v1=")[1];
        yield return header;
        yield return $"t={at},v1=00,v1={mac}";
        yield return $"t={at},v1={mac},v0=00";
        yield return $"v1={mac},t={at}";
        yield return $"t={at}, v1={mac}";
        yield return $"t={at},v1={mac.ToUpperInvariant()}";
        yield return $"t={at},v0={mac}";
        yield return $"t={at + 1},v1={mac}";
        yield return $"t={at - 301},v1={mac}";
        yield return $"t={at},v1={mac[..^1]}";
        yield return $"v1={mac}";
        yield return "";
    }

    private static StripeDesk Desk(string account)
    {
        var desk = new StripeDesk(s => s.Country = account);
        foreach (var made in new[]
                 {
                     """{"id":"cs_open","object":"checkout.session","status":"open","payment_status":"unpaid","amount_total":1000,"currency":"eur"}""",
                     """{"id":"cs_paid","object":"checkout.session","status":"complete","payment_status":"paid","amount_total":1000,"currency":"eur","payment_intent":"pi_paid"}""",
                     """{"id":"pi_paid","object":"payment_intent","status":"succeeded","amount":100000,"currency":"eur","latest_charge":"ch_paid"}""",
                     """{"id":"tr_1","object":"transfer","amount":1000,"amount_reversed":0,"currency":"eur","destination":"acct_7"}""",
                     """{"id":"dp_1","object":"dispute","status":"needs_response","reason":"general","amount":1000,"currency":"eur"}""",
                     """{"id":"dp_2","object":"dispute","status":"needs_response","reason":"general","amount":1000,"currency":"eur"}""",
                     """{"id":"acct_7","object":"account"}""",
                 })
            desk.World.Add((JsonObject)JsonNode.Parse(made)!);
        return desk;
    }

    /// <summary>A request as one text: what Stripe goes by, and nothing else.</summary>
    private static async Task<string> Seen(AskedRequest request)
    {
        var type = request.Header("Content-Type") is { } told ? MediaTypeHeaderValue.Parse(told) : null;
        var parts = type?.MediaType == "multipart/form-data" ? await PartsAsync(request, type) : request.Parameters.Select(p => $"{p.Name}={p.Value}");
        var headers = new[] { "Authorization", "Stripe-Version", "Idempotency-Key", "Stripe-Account" }.Select(h => $"{h}: {request.Header(h) ?? "-"}").Append($"Content-Type: {(request.Method == "POST" ? type?.MediaType : "-")}");
        return string.Join('\n', headers.Prepend($"{request.Method} {request.Path}").Concat(parts));
    }

    private static async Task<List<string>> PartsAsync(AskedRequest request, MediaTypeHeaderValue type)
    {
        var reader = new MultipartReader(type.Parameters.Single(p => p.Name == "boundary").Value!.Trim('"'), new MemoryStream(request.Body));
        var parts = new List<string>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            var about = ContentDispositionHeaderValue.Parse(section.ContentDisposition!);
            parts.Add($"{about.Name?.Trim('"')} {about.FileName?.Trim('"')} {(about.FileName is null ? "" : section.ContentType)}: {await new StreamReader(section.Body).ReadToEndAsync()}");
        }

        return [.. parts.Order(StringComparer.Ordinal)];
    }

    private static async Task<(List<string> Signed, List<bool> Judged)> AskAsync(List<(string Payload, string Secret, long At)> sign, List<(string Payload, string Header, string Secret, long At)> judge)
    {
        var asked = JsonSerializer.Serialize(new
        {
            sign = sign.Select(s => new { payload = s.Payload, secret = s.Secret, timestamp = s.At }), judge = judge.Select(j => new { payload = j.Payload, header = j.Header, secret = j.Secret, at = j.At }),
        });
        using var told = JsonDocument.Parse(await OfficialClient.RunAsync(asked, "webhooks"));
        return ([.. told.RootElement.GetProperty("signed").EnumerateArray().Select(s => s.GetString()!)], [.. told.RootElement.GetProperty("judged").EnumerateArray().Select(j => j.GetBoolean())]);
    }
}
