using System.Text.Json.Nodes;

namespace Storefront.Testing;

/// <summary>What happens at Stripe without us: buyers pay, banks take money back and give it, somebody sits at the dashboard; and the events that Stripe would tell of it.</summary>
public sealed partial class StripeWorld
{
    /// <summary>What Stripe charges for a dispute; an example, in minor units of the charge's currency.</summary>
    public const long DisputeFee = 15_00;

    /// <summary>The state in which refunds are made from now on: <c>pending</c> while our balance is short.</summary>
    public string RefundsAre { get; set; } = "succeeded";

    /// <summary>What Stripe keeps of a charge; an example, in minor units of its currency: 1.5 per cent and 25.</summary>
    public static long ChargeFee(long amount) => (((amount * 15) + 500) / 1000) + 25;

    /// <summary>The buyer paid the page.</summary>
    public void Pay(string session, string? declined = null)
    {
        lock (gate)
        {
            var payment = objects[(string)objects[session]["payment_intent"]!];
            if (declined is not null)
            {
                payment["last_payment_error"] = new JsonObject { ["type"] = "card_error", ["code"] = "card_declined", ["decline_code"] = declined };
                return;
            }

            var charge = "ch_" + session;
            var amount = Whole(payment["amount"]);
            (objects[session]["status"], objects[session]["payment_status"], payment["status"], payment["latest_charge"]) = ("complete", "paid", "succeeded", charge);
            Add(new JsonObject { ["id"] = charge, ["object"] = "charge", ["created"] = Now, ["amount"] = amount, ["currency"] = CurrencyOf(payment), ["payment_intent"] = (string?)payment["id"], ["paid"] = true, ["captured"] = true });
            MoveBalance("charge", amount, ChargeFee(amount), CurrencyOf(payment), charge);
        }
    }

    /// <summary>The money of a refund that had succeeded comes back to us (docs.stripe.com/refunds, checked 2026-11-30).</summary>
    public void FailRefund(string id, string why)
    {
        lock (gate)
        {
            var refund = objects[id];
            (refund["status"], refund["failure_reason"], refund["failure_balance_transaction"]) = ("failed", why, MoveBalance("refund_failure", Whole(refund["amount"]), 0, (string)refund["currency"]!, id));
        }
    }

    /// <summary>Somebody gives money back at the dashboard; under no key of ours.</summary>
    public string RefundByHand(string session, long amount)
    {
        lock (gate)
        {
            var payment = objects[(string)objects[session]["payment_intent"]!];
            var refund = New("refund", "re", ("amount", amount), ("currency", CurrencyOf(payment)), ("payment_intent", (string?)payment["id"]), ("charge", (string?)payment["latest_charge"]), ("status", "succeeded"), ("metadata", new JsonObject()));
            MoveBalance("refund", -amount, 0, CurrencyOf(payment), (string)refund["id"]!);
            return (string)refund["id"]!;
        }
    }

    /// <summary>The buyer's bank asks, or takes the money back: then the amount and a fee leave our balance at once (docs.stripe.com/connect/disputes, checked 2026-11-30).</summary>
    public string Dispute(string session, string reason, DateTimeOffset dueBy, bool isInquiry = false)
    {
        lock (gate)
        {
            var payment = objects[(string)objects[session]["payment_intent"]!];
            var amount = Whole(payment["amount"]);
            var dispute = New(
                "dispute", "du", ("amount", amount), ("currency", CurrencyOf(payment)), ("payment_intent", (string?)payment["id"]), ("charge", (string?)payment["latest_charge"]), ("reason", reason), ("livemode", false),
                ("status", isInquiry ? "warning_needs_response" : "needs_response"), ("is_charge_refundable", isInquiry), ("balance_transactions", new JsonArray()), ("evidence", new JsonObject()),
                ("evidence_details", new JsonObject { ["due_by"] = dueBy.ToUnixTimeSeconds(), ["has_evidence"] = false, ["past_due"] = false, ["submission_count"] = 0 }), ("metadata", new JsonObject()));
            if (!isInquiry) Withdraw(dispute, -amount, DisputeFee);
            return (string)dispute["id"]!;
        }
    }

    /// <summary>The bank decides. On a win amount and fee come back; an inquiry is only closed.</summary>
    public void Decide(string id, string state)
    {
        lock (gate)
        {
            objects[id]["status"] = state;
            if (state == "won") Withdraw(objects[id], Whole(objects[id]["amount"]), -DisputeFee);
        }
    }

    /// <summary>So much lies in a payee's account, and can be taken back from there.</summary>
    public void Lies(string account, string currency, long amount) => balances[(account, currency)] = amount;

    /// <summary>The event that Stripe would send and keep for its list, as its own text. It holds a copy of the object as it is now.</summary>
    /// <param name="account">The payee in whose account it happened; null for our own.</param>
    public string Event(string kind, string subject, string? account = null)
    {
        lock (gate)
        {
            var told = New("event", "evt", ("type", kind), ("livemode", false), ("api_version", "2026-10-28.endive"), ("pending_webhooks", 1), ("data", new JsonObject { ["object"] = objects[subject].DeepClone() }));
            if (account is not null) (told["account"], payees[(string)told["id"]!]) = (account, account);
            return told.ToJsonString();
        }
    }

    private void Withdraw(JsonObject dispute, long amount, long fee) =>
        ((JsonArray)dispute["balance_transactions"]!).Add(objects[MoveBalance("adjustment", amount, fee, (string)dispute["currency"]!, (string)dispute["id"]!)].DeepClone());

    private string MoveBalance(string type, long amount, long fee, string currency, string source) => (string)New(
        "balance_transaction", "txn", ("type", type), ("amount", amount), ("fee", fee), ("net", amount - fee), ("currency", currency), ("source", source), ("status", "available"), ("available_on", Now))["id"]!;
}
