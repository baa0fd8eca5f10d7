using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Storefront.Testing;

/// <summary>As much of Stripe as a conversation needs: objects that remember, and keys that give the same answer again or refuse other
/// parameters. Shapes after the MIT-licensed fixtures of github.com/stripe/openapi (checked 2026-11-29).</summary>
public sealed partial class StripeWorld
{
    private readonly ConcurrentDictionary<string, JsonObject> objects = new();
    private readonly ConcurrentDictionary<string, (string Parameters, Reply Reply)> keys = new();
    private readonly ConcurrentDictionary<string, string> payees = new();
    private readonly ConcurrentDictionary<(string Account, string Currency), long> balances = new();
    private readonly Lock gate = new();
    private int count;

    /// <summary>Its time. Without one everything that it makes is as old as the fixtures, and lists are not cut by time.</summary>
    public Func<DateTimeOffset>? Clock { get; set; }

    /// <summary>Where the payment pages lie.</summary>
    public string PageBase { get; set; } = "https://checkout.stripe.com";

    /// <summary>An object by its id, to be changed as Stripe or the buyer would.</summary>
    public JsonObject this[string id] => objects[id];

    public JsonObject Only(string kind) => objects.Values.Single(o => (string?)o["object"] == kind);

    public int CountOf(string kind) => objects.Values.Count(o => (string?)o["object"] == kind);

    /// <summary>The names of all objects of a kind.</summary>
    public IEnumerable<string> AllOf(string kind) => objects.Values.Where(o => (string?)o["object"] == kind).Select(o => (string)o["id"]!);

    public void Add(JsonObject made) => objects[(string)made["id"]!] = made;

    public Reply Answer(AskedRequest request)
    {
        lock (gate)
        {
            if (request.Method != "POST") return Read(request);
            var key = request.Header("Idempotency-Key");
            if (string.IsNullOrEmpty(key)) return Error(400, "invalid_request_error", "parameter_missing");
            var parameters = request.Path + Sent(request);
            if (keys.TryGetValue(key, out var before)) return before.Parameters == parameters ? before.Reply : Error(400, "idempotency_error", null);
            var reply = Write(request);
            if (reply.Status == 200) keys[key] = (parameters, reply);
            return reply;
        }
    }

    public static Reply Error(int status, string type, string? code) =>
        Reply.Json(status, new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = "No such luck, sk_test_secret." } }.ToJsonString(), ("Request-Id", "req_1"));

    private Reply Read(AskedRequest request)
    {
        if (request.Path == "/v1/balance") return Balance(request.Header("Stripe-Account"));
        if (request.Path.Split('/') is [_, _, .., var id] && objects.TryGetValue(id, out var found)) return Told(Expanded(found, request));
        var kind = request.Path switch
        {
            "/v1/refunds" => "refund", "/v1/transfers" => "transfer", "/v1/payouts" => "payout", "/v1/disputes" => "dispute", "/v1/events" => "event", "/v1/checkout/sessions" => "checkout.session",
            "/v1/accounts" => "account", "/v1/balance_transactions" => "balance_transaction",
            _ when request.Path.EndsWith("/reversals", StringComparison.Ordinal) => "transfer_reversal",
            _ => null,
        };
        if (kind is null) return Error(404, "invalid_request_error", "resource_missing");
        var fitting = objects.Values.Where(o => (string?)o["object"] == kind)
            .Where(o => request["payment_intent"] is not { } intent || (string?)o["payment_intent"] == intent)
            .Where(o => request["transfer_group"] is not { } group || (string?)o["transfer_group"] == group)
            .Where(o => kind != "transfer_reversal" || (string?)o["transfer"] == request.Path.Split('/')[3])
            .Where(o => !payees.TryGetValue((string)o["id"]!, out var payee) || payee == request.Header("Stripe-Account"))
            .Where(o => Clock is null || request["created[gte]"] is not { } since || (long?)o["created"] >= long.Parse(since, CultureInfo.InvariantCulture))
            .Where(o => kind != "event" || IsOfKinds(o, request))
            .OrderByDescending(o => (string?)o["id"], StringComparer.Ordinal).ToList();
        if (request["starting_after"] is { } after) fitting = [.. fitting.SkipWhile(o => (string?)o["id"] != after).Skip(1)];
        var size = int.Parse(request["limit"] ?? "10", CultureInfo.InvariantCulture);
        return Told(new JsonObject { ["object"] = "list", ["has_more"] = fitting.Count > size, ["url"] = request.Path, ["data"] = new JsonArray([.. fitting.Take(size).Select(o => o.DeepClone())]) });
    }

    private Reply Write(AskedRequest request) => request.Path.Split('/')[2..] switch
    {
        ["checkout", "sessions"] => Session(request),
        ["checkout", "sessions", var id, "expire"] => (string?)objects[id]["status"] == "open" ? Change(id, "status", "expired") : Error(400, "invalid_request_error", null),
        ["refunds"] => Refund(request),
        ["transfers"] => Make("transfer", "tr", request, ("amount_reversed", 0), ("reversed", false)),
        ["transfers", var id, "reversals"] => Reverse(id, request),
        ["accounts"] => Make("account", "acct", request),
        ["account_links"] => Told(new JsonObject { ["object"] = "account_link", ["created"] = 1_764_400_000, ["expires_at"] = 1_764_400_300, ["url"] = "https://connect.stripe.com/setup/e/acct_1/x" }),
        ["payouts"] => PayOut(request),
        ["files"] => Make("file", "file", request),
        ["disputes", var id] => Evidence(objects[id], request),
        ["disputes", var id, "close"] => Change(id, "status", "lost"),
        _ => Error(404, "invalid_request_error", "resource_missing"),
    };

    private Reply Session(AskedRequest request)
    {
        var amount = long.Parse(request["line_items[0][price_data][unit_amount]"]!, CultureInfo.InvariantCulture);
        var payment = New("payment_intent", "pi", ("status", "requires_payment_method"), ("amount", amount), ("currency", request["line_items[0][price_data][currency]"]));
        var id = Id("cs");
        Add(new JsonObject
        {
            ["id"] = id, ["object"] = "checkout.session", ["status"] = "open", ["payment_status"] = "unpaid", ["amount_total"] = amount, ["currency"] = request["line_items[0][price_data][currency]"],
            ["payment_intent"] = (string?)payment["id"], ["url"] = PageBase + "/c/pay/" + id, ["livemode"] = false, ["created"] = Now, ["expires_at"] = long.Parse(request["expires_at"]!, CultureInfo.InvariantCulture),
            ["metadata"] = Metadata(request),
        });
        return Told(objects[id]);
    }

    /// <summary>It fails when the payee's balance is too low (docs.stripe.com/connect/separate-charges-and-transfers, checked 2026-11-30).</summary>
    private Reply Reverse(string id, AskedRequest request)
    {
        var (transfer, amount) = (objects[id], long.Parse(request["amount"]!, CultureInfo.InvariantCulture));
        var back = Whole(transfer["amount_reversed"]) + amount;
        if (back > Whole(transfer["amount"])) return Error(400, "invalid_request_error", null);
        var lies = ((string?)transfer["destination"] ?? "", (string?)transfer["currency"] ?? "");
        if (balances.TryGetValue(lies, out var there))
        {
            if (there < amount) return Error(400, "invalid_request_error", "balance_insufficient");
            balances[lies] = there - amount;
        }

        (transfer["amount_reversed"], transfer["reversed"]) = (back, back == Whole(transfer["amount"]));
        return Make("transfer_reversal", "trr", request, ("transfer", id), ("currency", (string?)transfer["currency"]));
    }

    /// <summary>Many parts, never above the rest; what failed or was cancelled came back and counts no more. None while the bank holds the charge (docs.stripe.com/refunds, checked 2026-11-30).</summary>
    private Reply Refund(AskedRequest request)
    {
        var payment = objects[request["payment_intent"]!];
        var amount = long.Parse(request["amount"]!, CultureInfo.InvariantCulture);
        if ((string?)payment["status"] != "succeeded") return Error(400, "invalid_request_error", "charge_not_captured");
        if (Of("dispute", payment).Any(d => (string?)d["status"] is "needs_response" or "under_review")) return Error(400, "invalid_request_error", "charge_disputed");
        var before = Of("refund", payment).Where(r => (string?)r["status"] is not ("failed" or "canceled")).Sum(r => Whole(r["amount"]));
        if (before + amount > Whole(payment["amount"])) return Error(400, "invalid_request_error", "charge_already_refunded");
        var reply = Make("refund", "re", request, ("status", RefundsAre), ("currency", CurrencyOf(payment)), ("charge", (string?)payment["latest_charge"]));
        if (RefundsAre == "succeeded") MoveBalance("refund", -amount, 0, CurrencyOf(payment), Newest("refund"));
        return reply;
    }

    private Reply PayOut(AskedRequest request)
    {
        var reply = Make("payout", "po", request, ("status", "pending"), ("arrival_date", Now + 147_200));
        if (request.Header("Stripe-Account") is { } payee) payees[Newest("payout")] = payee;
        return reply;
    }

    /// <summary>Each call adds to what was given before; it is sent to the bank once (docs.stripe.com/disputes/api, checked 2026-11-30).</summary>
    private static Reply Evidence(JsonObject dispute, AskedRequest request)
    {
        if ((string?)dispute["status"] is not ("needs_response" or "warning_needs_response")) return Error(400, "invalid_request_error", null);
        if (dispute["evidence"] is not JsonObject evidence) dispute["evidence"] = evidence = new JsonObject();
        foreach (var (name, value) in request.Parameters.Where(p => p.Name.StartsWith("evidence[", StringComparison.Ordinal))) evidence[name[9..^1]] = value;
        if (dispute["evidence_details"] is not JsonObject details) dispute["evidence_details"] = details = new JsonObject();
        details["has_evidence"] = evidence.Count > 0;
        if (request["submit"] == "true")
        {
            details["submission_count"] = 1;
            dispute["status"] = (string?)dispute["status"] == "needs_response" ? "under_review" : "warning_under_review";
        }

        return Told(dispute);
    }

    private Reply Balance(string? account)
    {
        var told = account is null ? [] : balances.Where(b => b.Key.Account == account).Select(b => (b.Value, b.Key.Currency)).ToArray();
        return Told(new JsonObject
        {
            ["object"] = "balance", ["livemode"] = false, ["available"] = told.Length > 0 ? Amounts(told) : Amounts((1500, "eur"), (-200, "xyz"), (30000, "isk")), ["pending"] = Amounts((99, "usd")),
        });
    }

    /// <summary>An object of the request's own plain parameters.</summary>
    private Reply Make(string kind, string prefix, AskedRequest request, params (string Name, JsonNode? Value)[] more)
    {
        var made = New(kind, prefix, more);
        foreach (var (name, value) in request.Parameters.Where(p => !p.Name.Contains('[') && !p.Name.Contains('\n')))
            made[name] = name == "amount" ? JsonValue.Create(long.Parse(value, CultureInfo.InvariantCulture)) : JsonValue.Create(value);
        made["metadata"] = Metadata(request);
        return Told(made);
    }

    private JsonObject New(string kind, string prefix, params (string Name, JsonNode? Value)[] more)
    {
        var made = new JsonObject { ["id"] = Id(prefix), ["object"] = kind, ["created"] = Now, ["a_member_of_tomorrow"] = new JsonObject { ["deep"] = true } };
        foreach (var (name, value) in more) made[name] = value;
        Add(made);
        return made;
    }

    private Reply Change(string id, string member, string value)
    {
        objects[id][member] = value;
        return Told(objects[id]);
    }

    private string Id(string prefix) => $"{prefix}_{Interlocked.Increment(ref count):D4}";

    private static JsonObject Metadata(AskedRequest request)
    {
        var tags = new JsonObject();
        foreach (var (name, value) in request.Parameters.Where(p => p.Name.StartsWith("metadata[", StringComparison.Ordinal))) tags[name[9..^1]] = value;
        return tags;
    }

    private JsonObject Expanded(JsonObject found, AskedRequest request)
    {
        var copy = (JsonObject)found.DeepClone();
        foreach (var name in request.Parameters.Where(p => p.Name.StartsWith("expand[", StringComparison.Ordinal)).Select(p => p.Value))
        {
            if ((string?)copy[name] is { } id && objects.TryGetValue(id, out var inner)) copy[name] = inner.DeepClone();
        }

        return copy;
    }

    private long Now => Clock?.Invoke().ToUnixTimeSeconds() ?? 1_764_400_000;

    private string Newest(string kind) => AllOf(kind).Max(StringComparer.Ordinal)!;

    private IEnumerable<JsonObject> Of(string kind, JsonObject payment) => objects.Values.Where(o => (string?)o["object"] == kind && (string?)o["payment_intent"] == (string?)payment["id"]);

    private static string CurrencyOf(JsonObject payment) => (string?)payment["currency"] ?? "eur";

    private static long Whole(JsonNode? number) => number is null ? 0 : long.Parse(number.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool IsOfKinds(JsonObject told, AskedRequest request)
    {
        var kinds = request.Parameters.Where(p => p.Name.StartsWith("types[", StringComparison.Ordinal)).Select(p => p.Value).ToList();
        return kinds.Count == 0 || kinds.Contains((string)told["type"]!);
    }

    /// <summary>What the key stands for: the boundary between the parts of an upload is another each time and no parameter.</summary>
    private static string Sent(AskedRequest request)
    {
        var all = string.Join('&', request.Parameters);
        return request.Header("Content-Type")?.Split("boundary=") is [_, var boundary] ? all.Replace(boundary.Trim('"'), "", StringComparison.Ordinal) : all;
    }

    private static JsonArray Amounts(params (long Amount, string Currency)[] amounts) => new([.. amounts.Select(a => new JsonObject { ["amount"] = a.Amount, ["currency"] = a.Currency })]);

    private static Reply Told(JsonObject told) => Reply.Json(200, told.ToJsonString(), ("Request-Id", "req_1"));
}
