using System.Text;
using System.Text.Json.Nodes;
using Storefront.Payments;
using Storefront.Testing;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Chargebacks, and the lists that books are compared with.</summary>
public sealed class StripeChargebacksTests
{
    [Theory]
    [InlineData("warning_needs_response", ChargebackState.Inquiry)]
    [InlineData("warning_under_review", ChargebackState.Inquiry)]
    [InlineData("warning_closed", ChargebackState.Closed)]
    [InlineData("needs_response", ChargebackState.NeedsAnswer)]
    [InlineData("appeal_needs_response", ChargebackState.NeedsAnswer)]
    [InlineData("under_review", ChargebackState.UnderReview)]
    [InlineData("appeal_under_review", ChargebackState.UnderReview)]
    [InlineData("prevented", ChargebackState.Closed)]
    [InlineData("won", ChargebackState.Won)]
    [InlineData("lost", ChargebackState.Lost)]
    [InlineData("a_status_of_tomorrow", ChargebackState.Unknown)]
    public async Task A_chargeback_is_read_with_its_deadline(string status, ChargebackState state)
    {
        await using var desk = Disputed(status);

        var told = await desk.Of<IContestChargebacks>().ReadChargebackAsync("dp_1", default);

        Assert.Equal(
            new ProviderChargeback("dp_1", state, status, "product_not_received", new Money(12_50, Currency.Eur), "pi_9", DateTime.UnixEpoch.AddSeconds(1_764_900_000), false), told);
        Assert.Null(await desk.Of<IContestChargebacks>().ReadChargebackAsync("dp_2", default));
    }

    [Fact]
    public async Task Evidence_is_staged_with_only_what_was_given_and_then_sent()
    {
        await using var desk = Disputed("needs_response");
        var evidence = new ChargebackEvidence
        {
            BuyerName = "Camille Moreau", BuyerIp = "192.0.2.7", TrackingNumber = "YT1 & 2", ShippedOn = new DateOnly(2026, 11, 3), Statement = "Delivered on 14 November.",
            Documents = new Dictionary<EvidenceDocument, string> { [EvidenceDocument.ProofOfShipping] = "file_1" },
        };

        await desk.Of<IContestChargebacks>().StageAsync(new EvidenceToGive("stage-1", "dp_1", evidence), default);
        var sent = await desk.Of<IContestChargebacks>().SubmitAsync(new EvidenceToGive("submit-1", "dp_1", new ChargebackEvidence()), default);

        Assert.Equal(
            [
                ("evidence[customer_name]", "Camille Moreau"), ("evidence[customer_purchase_ip]", "192.0.2.7"), ("evidence[shipping_date]", "2026-11-03"), ("evidence[shipping_documentation]", "file_1"),
                ("evidence[shipping_tracking_number]", "YT1 & 2"), ("evidence[uncategorized_text]", "Delivered on 14 November."), ("submit", "false"),
            ],
            desk.Posts.First().Parameters.OrderBy(p => p.Name, StringComparer.Ordinal));
        Assert.Equal([("submit", "true")], desk.Posts.Last().Parameters);
        Assert.Equal(ChargebackState.UnderReview, sent.State);
    }

    [Fact]
    public async Task Evidence_that_is_too_long_is_refused_and_nothing_is_sent()
    {
        await using var desk = Disputed("needs_response");
        var evidence = new ChargebackEvidence { Statement = new string('x', 100_000), RefundRefusalReason = new string('y', 50_001) };

        var refused = await Assert.ThrowsAsync<ProviderRefusedException>(() => desk.Of<IContestChargebacks>().StageAsync(new EvidenceToGive("stage-1", "dp_1", evidence), default));

        Assert.Equal("evidence_too_long", refused.Code);
        Assert.Empty(desk.Server.Asked);
    }

    [Fact]
    public async Task A_document_is_uploaded_as_it_is_and_a_chargeback_can_be_given_up()
    {
        await using var desk = Disputed("needs_response");

        var file = await desk.Of<IContestChargebacks>().UploadAsync(new DocumentToUpload("file-1", "label.pdf", "application/pdf", "%PDF-1.7 of the label"u8.ToArray()), default);
        var conceded = await desk.Of<IContestChargebacks>().ConcedeAsync("concede-1", "dp_1", default);

        var upload = desk.Posts.First();
        var text = Encoding.UTF8.GetString(upload.Body);
        Assert.Equal(("/v1/files", "file-1"), (upload.Path, upload.Header("Idempotency-Key")));
        Assert.StartsWith("multipart/form-data; boundary=", upload.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("dispute_evidence", text, StringComparison.Ordinal);
        Assert.Contains("%PDF-1.7 of the label", text, StringComparison.Ordinal);
        Assert.StartsWith("file_", file, StringComparison.Ordinal);
        Assert.Equal(("/v1/disputes/dp_1/close", ChargebackState.Lost), (desk.Posts.Last().Path, conceded.State));
    }

    [Fact]
    public async Task F04_An_answer_that_met_a_failure_is_looked_at_and_taken_and_what_did_nothing_says_so()
    {
        await using var desk = Disputed("needs_response");
        var contest = desk.Of<IContestChargebacks>();
        var evidence = new ChargebackEvidence { Statement = "Delivered on 14 November." };
        desk.Server.Next(StripeWorld.Error(500, "api_error", null), times: 3);
        Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => contest.UploadAsync(new DocumentToUpload("file-1", "label.pdf", "application/pdf", "%PDF"u8.ToArray()), default))).MadeNothing);
        desk.Server.Next(StripeWorld.Error(500, "api_error", null), times: 3);
        Assert.True((await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => contest.SubmitAsync(new EvidenceToGive("answer-1", "dp_1", evidence), default))).MadeNothing);

        desk.Server.Usual = request =>
        {
            var answer = desk.World.Answer(request);
            return request.Method == "POST" ? StripeWorld.Error(500, "api_error", null) : answer;
        };
        var told = await contest.SubmitAsync(new EvidenceToGive("answer-1~1", "dp_1", evidence), default);

        Assert.Equal((ChargebackState.UnderReview, true), (told.State, told.Submitted));
        Assert.Equal(ChargebackState.Lost, (await contest.ConcedeAsync("concede-1", "dp_1", default)).State);
    }

    [Fact]
    public async Task News_are_paged_through_with_kinds_and_beginning()
    {
        await using var desk = new StripeDesk();
        for (var i = 0; i < 120; i++)
        {
            desk.World.Add((JsonObject)JsonNode.Parse($$$"""
                {"id":"evt_{{{i:D3}}}","object":"event","type":"a.kind.of.tomorrow","livemode":{{{(i == 119 ? "true" : "false")}}},"created":1764400000,"account":"acct_7","data": { "object": { "id":"x_{{{i}}}","object":"thing.of.tomorrow" } } }
                """)!);
        }

        var first = await desk.Of<IListProviderNews>().ListNewsAsync(null, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), ["a.kind.of.tomorrow", "refund.failed"], null, default);
        var second = await desk.Of<IListProviderNews>().ListNewsAsync(null, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc), [], first.Next, default);

        var asked = desk.Server.Asked.First();
        Assert.Equal(("1793491200", "refund.failed", "100"), (asked["created[gte]"], asked["types[1]"], asked["limit"]));
        Assert.Equal((100, "evt_020", 20, null), (first.Events.Count, first.Next, second.Events.Count, second.Next));
        Assert.Equal("evt_020", desk.Server.Asked.Last()["starting_after"]);
        Assert.Equal(("evt_119", "a.kind.of.tomorrow", "acct_7", false), (first.Events[0].EventId, first.Events[0].Kind, first.Events[0].Account, first.Events[0].IsOurs));
        Assert.All(first.Events.Skip(1), e => Assert.True(e.IsOurs));
    }

    [Fact]
    public async Task Every_kind_of_object_is_listed_with_our_key_and_what_it_belongs_to()
    {
        await using var desk = Disputed("needs_response");
        var (objects, since) = (desk.Of<IListProviderObjects>(), new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var paid = await desk.PaidAsync();
        var refund = await desk.Payments.RefundAsync(new RefundToMake("refund-1", paid, new Money(1_00, Currency.Eur), desk.Clock.NowUtc), default);
        var transfer = await desk.Of<ITransferFunds>().TransferAsync(new TransferToMake("release-1", "acct_7", new Money(2_00, Currency.Eur), "SF-10023", null, desk.Clock.NowUtc), default);
        var reversal = await desk.Of<ITransferFunds>().ReverseAsync(new ReversalToMake("reverse-1", transfer.Reference, new Money(1_00, Currency.Eur), desk.Clock.NowUtc), default);
        var payout = await desk.Of<IPayOut>().PayOutAsync(new PayoutToMake("payout-1", "acct_7", new Money(1_00, Currency.Eur), desk.Clock.NowUtc), default);
        var at = DateTime.UnixEpoch.AddSeconds(1_764_400_000);

        async Task<ProviderObject> OnlyAsync(ProviderObjectKind kind, string? within = null) => Assert.Single((await objects.ListAsync(kind, since, within, null, default)).Objects);

        Assert.Equal(new ProviderObject(ProviderObjectKind.Payment, paid, "paid", new Money(25_00, Currency.Eur), "pay-paid", "SF-10023", at) { State = ProviderObjectState.Done }, await OnlyAsync(ProviderObjectKind.Payment));
        Assert.Equal(new ProviderObject(ProviderObjectKind.Refund, refund.Reference, "succeeded", new Money(1_00, Currency.Eur), "refund-1", (string?)desk.World[paid]["payment_intent"], at) { State = ProviderObjectState.Done }, await OnlyAsync(ProviderObjectKind.Refund));
        Assert.Equal(new ProviderObject(ProviderObjectKind.Transfer, transfer.Reference, "made", new Money(2_00, Currency.Eur), "release-1", "SF-10023", at) { State = ProviderObjectState.Done, Reversed = new Money(1_00, Currency.Eur) }, await OnlyAsync(ProviderObjectKind.Transfer));
        Assert.Equal(new ProviderObject(ProviderObjectKind.Reversal, reversal.Reference, "made", new Money(1_00, Currency.Eur), "reverse-1", transfer.Reference, at) { State = ProviderObjectState.Done }, await OnlyAsync(ProviderObjectKind.Reversal, transfer.Reference));
        Assert.Equal(new ProviderObject(ProviderObjectKind.Payout, payout.Reference, "pending", new Money(1_00, Currency.Eur), "payout-1", "acct_7", at) { State = ProviderObjectState.Open }, await OnlyAsync(ProviderObjectKind.Payout, "acct_7"));
        Assert.Equal(("needs_response", null, "pi_9"), await OnlyAsync(ProviderObjectKind.Chargeback) is var d ? (d.Told, d.MadeUnder, d.Belongs) : default);
        await Assert.ThrowsAsync<ArgumentNullException>(() => objects.ListAsync(ProviderObjectKind.Reversal, since, null, null, default));
    }

    [Fact]
    public async Task Fees_are_read_from_what_moved_the_balance_and_those_of_disputes_are_not_among_them()
    {
        await using var desk = new StripeDesk();
        foreach (var (id, type, amount, fee) in new[] { ("txn_1", "charge", 2500, 98), ("txn_2", "adjustment", -2500, 1500), ("txn_3", "stripe_fee", -7, 0), ("txn_4", "refund", -100, -4), ("txn_5", "transfer", -900, 0), ("txn_6", "payment", 400, 0) })
        {
            desk.World.Add((JsonObject)JsonNode.Parse($$"""
                {"id":"{{id}}","object":"balance_transaction","type":"{{type}}","amount":{{amount}},"fee":{{fee}},"currency":"eur","created":1764400000,"source":"ch_{{id}}"}
                """)!);
        }

        var page = await desk.Of<IListProviderObjects>().ListAsync(ProviderObjectKind.Fee, new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), null, null, default);

        Assert.Equal("/v1/balance_transactions", desk.Server.Asked.Last().Path);
        Assert.Equal([("txn_1", 98L), ("txn_3", 7L), ("txn_4", -4L)], page.Objects.Select(o => (o.Reference, o.Amount!.Value.Minor)).OrderBy(o => o.Reference));
    }

    [Fact]
    public async Task A_chargebacks_fee_is_the_sum_of_what_its_transactions_cost()
    {
        await using var desk = Disputed("won");
        desk.World["dp_1"]["balance_transactions"] = JsonNode.Parse("""[{"id":"txn_1","object":"balance_transaction","fee":1500,"currency":"eur"},{"id":"txn_2","object":"balance_transaction","fee":-500,"currency":"eur"}]""");

        Assert.Equal(new Money(10_00, Currency.Eur), (await desk.Of<IContestChargebacks>().ReadChargebackAsync("dp_1", default))!.Fee);
    }

    [Fact]
    public async Task A_warning_of_fraud_is_read_and_its_payment_is_found_by_the_name_that_Stripe_gives_it()
    {
        await using var desk = new StripeDesk();
        var paid = await desk.PaidAsync();
        var intent = (string)desk.World[paid]["payment_intent"]!;
        desk.World.Add((JsonObject)JsonNode.Parse($$"""{"id":"issfr_1","object":"radar.early_fraud_warning","fraud_type":"made_with_stolen_card","payment_intent":"{{intent}}","created":1764400000,"actionable":true}""")!);

        var told = await desk.Of<IContestChargebacks>().ReadWarningAsync("issfr_1", default);

        Assert.Equal(new ProviderFraudWarning("issfr_1", intent, "made_with_stolen_card", DateTime.UnixEpoch.AddSeconds(1_764_400_000)), told);
        Assert.Null(await desk.Of<IContestChargebacks>().ReadWarningAsync("issfr_2", default));
        Assert.Equal((paid, paid, null), (await desk.Payments.FindPaymentAsync(intent, default), await desk.Payments.FindPaymentAsync(paid, default), await desk.Payments.FindPaymentAsync("pi_nobodys", default)));
    }

    private static StripeDesk Disputed(string status)
    {
        var desk = new StripeDesk();
        desk.World.Add((JsonObject)JsonNode.Parse($$$"""
            {"id":"dp_1","object":"dispute","status":"{{{status}}}","reason":"product_not_received","amount":1250,"currency":"eur","payment_intent":"pi_9","created":1764400000,
             "evidence_details":{"due_by":1764900000,"submission_count":0,"a_member_of_tomorrow":1}}
            """)!);
        return desk;
    }
}
