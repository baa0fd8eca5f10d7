using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Storefront.Testing;

/// <summary>As much of Stripe as a conversation needs: objects that remember, and keys that give the same answer again or refuse other
/// parameters. Shapes after the MIT-licensed fixtures of github.com/stripe/openapi (checked 2026-11-29).</summary>
public sealed class StripeWorld
{
    private readonly ConcurrentDictionary<string, JsonObject> objects = new();
    private readonly ConcurrentDictionary<string, (string Parameters, Reply Reply)> keys = new();
    private readonly Lock gate = new();
    private int count;

    /// <summary>Where the payment pages lie.</summary>
    public string PageBase { get; set; } = "https://checkout.stripe.com";

    /// <summary>An object by its id, to be changed as Stripe or the buyer would.</summary>
    public JsonObject this[string id] => objects[id];

    public JsonObject Only(string kind) => objects.Values.Single(o => (string?)o["object"] == kind);

    public int CountOf(string kind) => objects.Values.Count(o => (string?)o["object"] == kind);

    /// <summary>The names of all objects of a kind.</summary>
    public IEnumerable<string> AllOf(string kind) => objects.Values.Where(o => (string?)o["object"] == kind).Select(o => (string)o["id"]!);

    public void Add(JsonObject made) => objects[(string)made["id"]!] = made;

    /// <summary>The buyer paid the page.</summary>
    public void Pay(string session, string? declined = null)
    {
        var payment = objects[(string)objects[session]["payment_intent"]!];
        if (declined is not null)
        {
            payment["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = declined };
            return;
        }

        (objects[session]["status"], objects[session]["payment_status"], payment["status"], payment["latest_charge"]) = ("complete", "paid", "succeeded", "ch_" + session);
    }

    public Reply Answer(AskedRequest request)
    {
        lock (gate)
        {
            if (request.Method != "POST") return Read(request);
            var key = request.Header("Idempotency-Key");
            if (string.IsNullOrEmpty(key)) return Error(400, "invalid_request_error", "parameter_missing");
            var parameters = request.Path + string.Join('&', request.Parameters);
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
        if (request.Path == "/v1/balance")
            return Told(new JsonObject { ["object"] = "balance", ["livemode"] = false, ["available"] = Amounts((1500, "eur"), (-200, "xyz"), (30000, "isk")), ["pending"] = Amounts((99, "usd")) });
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
        ["payouts"] => Make("payout", "po", request, ("status", "pending"), ("arrival_date", 1_764_547_200)),
        ["files"] => Make("file", "file", request),
        ["disputes", var id] => Change(id, "status", request["submit"] == "true" ? "under_review" : (string)objects[id]["status"]!),
        ["disputes", var id, "close"] => Change(id, "status", "lost"),
        _ => Error(404, "invalid_request_error", "resource_missing"),
    };

    private Reply Session(AskedRequest request)
    {
        var amount = long.Parse(request["line_items[0][price_data][unit_amount]"]!, CultureInfo.InvariantCulture);
        var payment = New("payment_intent", "pi", ("status", "requires_payment_method"), ("amount", amount));
        var id = Id("cs");
        Add(new JsonObject
        {
            ["id"] = id, ["object"] = "checkout.session", ["status"] = "open", ["payment_status"] = "unpaid", ["amount_total"] = amount, ["currency"] = request["line_items[0][price_data][currency]"],
            ["payment_intent"] = (string?)payment["id"], ["url"] = PageBase + "/c/pay/" + id, ["livemode"] = false, ["created"] = 1_764_400_000, ["expires_at"] = long.Parse(request["expires_at"]!, CultureInfo.InvariantCulture),
            ["metadata"] = Metadata(request),
        });
        return Told(objects[id]);
    }

    private Reply Reverse(string id, AskedRequest request)
    {
        var transfer = objects[id];
        transfer["amount_reversed"] = long.Parse(transfer["amount_reversed"]!.ToJsonString(), CultureInfo.InvariantCulture) + long.Parse(request["amount"]!, CultureInfo.InvariantCulture);
        return Make("transfer_reversal", "trr", request, ("transfer", id), ("currency", (string?)transfer["currency"]));
    }

    private Reply Refund(AskedRequest request)
    {
        var payment = objects[request["payment_intent"]!];
        var amount = long.Parse(request["amount"]!, CultureInfo.InvariantCulture);
        if ((string?)payment["status"] != "succeeded") return Error(400, "invalid_request_error", "charge_not_captured");
        var before = objects.Values.Where(o => (string?)o["object"] == "refund" && (string?)o["payment_intent"] == request["payment_intent"]).Sum(o => (long)o["amount"]!);
        return before + amount > (long)payment["amount"]! ? Error(400, "invalid_request_error", "charge_already_refunded") : Make("refund", "re", request, ("status", "succeeded"), ("currency", "eur"));
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
        var made = new JsonObject { ["id"] = Id(prefix), ["object"] = kind, ["created"] = 1_764_400_000, ["a_member_of_tomorrow"] = new JsonObject { ["deep"] = true } };
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

    private static JsonArray Amounts(params (long Amount, string Currency)[] amounts) => new([.. amounts.Select(a => new JsonObject { ["amount"] = a.Amount, ["currency"] = a.Currency })]);

    private static Reply Told(JsonObject told) => Reply.Json(200, told.ToJsonString(), ("Request-Id", "req_1"));
}
