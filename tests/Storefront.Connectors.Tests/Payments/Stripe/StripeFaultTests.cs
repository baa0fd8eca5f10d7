using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Storefront.Payments;
using Storefront.Testing;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>What can go wrong on the way to Stripe, for every call that has an effect: it is tried again under its one key, and unless Stripe said
/// so, nothing is taken for failed.</summary>
public sealed class StripeFaultTests
{
    private static readonly Money Ten = new(10_00, Currency.Eur);

    /// <summary>Every call with an effect. A refusal that the seam tells as an answer is given back as its code.</summary>
    private static readonly Dictionary<string, Func<StripeDesk, string, int, Task<string?>>> Calls = new()
    {
        ["open"] = async (d, key, generation) => Nothing(await d.Payments.OpenAsync(StripeDesk.Payment(key: key) with { Generation = generation }, default)),
        ["close"] = async (d, _, _) => Nothing(await d.Payments.CloseAsync("cs_open", default)),
        ["refund"] = async (d, key, generation) => (await d.Payments.RefundAsync(new RefundToMake(key, "cs_paid", Ten, d.Clock.NowUtc, generation), default)).Failure,
        ["transfer"] = async (d, key, generation) => (await d.Of<ITransferFunds>().TransferAsync(new TransferToMake(key, "acct_7", Ten, "SF-1", null, d.Clock.NowUtc, generation), default)).Failure,
        ["reverse"] = async (d, key, generation) => (await d.Of<ITransferFunds>().ReverseAsync(new ReversalToMake(key, "tr_1", Ten, d.Clock.NowUtc, generation), default)).Failure,
        ["create payee"] = async (d, key, generation) => Nothing(await d.Of<IOnboardPayees>().CreatePayeeAsync(new PayeeToCreate(key, "m-1", new Country("DE"), "a@example.test", AskedAtUtc: d.Clock.NowUtc, Generation: generation), default)),
        ["onboard"] = async (d, key, _) => Nothing(await d.Of<IOnboardPayees>().OnboardAsync(new PageToOnboard(key, "acct_7", "https://shop.test/b", "https://shop.test/a"), default)),
        ["pay out"] = async (d, key, generation) => (await d.Of<IPayOut>().PayOutAsync(new PayoutToMake(key, "acct_7", Ten, d.Clock.NowUtc, generation), default)).Failure,
        ["upload"] = async (d, key, _) => Nothing(await d.Of<IContestChargebacks>().UploadAsync(new DocumentToUpload(key, "a.pdf", "application/pdf", new byte[] { 1, 2, 3 }), default)),
        ["stage"] = async (d, key, _) => Nothing(await d.Of<IContestChargebacks>().StageAsync(new EvidenceToGive(key, "dp_1", new ChargebackEvidence { Statement = "x" }), default)),
        ["submit"] = async (d, key, _) => Nothing(await d.Of<IContestChargebacks>().SubmitAsync(new EvidenceToGive(key, "dp_1", new ChargebackEvidence { Statement = "x" }), default)),
        ["concede"] = async (d, key, _) => Nothing(await d.Of<IContestChargebacks>().ConcedeAsync(key, "dp_1", default)),
    };

    public static TheoryData<string> Writing => [.. Calls.Keys];

    /// <summary>Those whose outcome Stripe can be asked for afterwards by our key.</summary>
    public static TheoryData<string> Findable => ["open", "refund", "transfer", "reverse", "create payee", "pay out"];

    /// <summary>Of those, what is taken as it was made, and what a person is shown and is therefore not taken when it was asked for otherwise.</summary>
    public static TheoryData<string> Taken => ["refund", "transfer", "reverse", "pay out"];

    public static TheoryData<string> Shown => ["open", "create payee"];

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task F07_A_conflict_too_many_requests_and_a_failure_are_tried_again_under_the_same_key(string call)
    {
        foreach (var status in new[] { 409, 424, 429, 500, 503 })
        {
            await using var desk = Desk();
            desk.Server.Next(StripeWorld.Error(status, "api_error", "lock_timeout"), times: 2);

            Assert.Null(await Calls[call](desk, "key-1", 0));

            AssertSame(desk, times: 3);
            var least = status == 429 ? 1.0 : 0.5;
            Assert.Equal(2, desk.Clock.Waits.Count);
            Assert.All(desk.Clock.Waits, w => Assert.InRange(w.TotalSeconds, least, 10));
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_failure_that_lasts_is_not_known_and_never_failed(string call)
    {
        foreach (var status in new[] { 409, 429, 500, 502 })
        {
            await using var desk = Desk();
            desk.Server.Next(StripeWorld.Error(status, "api_error", null), times: 3);

            await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));

            AssertSame(desk, times: 3);
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_lost_connection_is_not_known_and_the_next_attempt_has_the_same_key(string call)
    {
        await using var desk = Desk();
        desk.Server.Next(Reply.Dropped, times: 3);

        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));
        Assert.Null(await Calls[call](desk, "key-1", 0));

        AssertSame(desk, times: 4);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task Silence_ends_with_the_time_and_is_not_known(string call)
    {
        await using var desk = Desk();
        desk.Server.Next(Reply.Silence);
        var pending = Calls[call](desk, "key-1", 0);
        await Task.WhenAny(pending, WaitForPostAsync(desk));

        desk.Clock.RunOut();

        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => pending);
        Assert.Null(await Calls[call](desk, "key-1", 0));
        AssertSame(desk, times: 2);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task F03_Half_an_answer_and_an_answer_of_nothing_are_not_known(string call)
    {
        foreach (var body in new[] { """{"id":"x_1","obj""", "", "[]", "<html>", "{}" })
        {
            await using var desk = Desk();
            desk.Server.Next(Reply.Json(200, body));

            await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_redirect_is_not_followed(string call)
    {
        await using var elsewhere = new ScriptedServer();
        foreach (var status in new[] { 301, 302, 307, 308 })
        {
            await using var desk = Desk();
            desk.Server.Next(Reply.Json(status, "{}", ("Location", elsewhere.Address + "v1/x")));

            await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));

            AssertSame(desk, times: 1);
        }

        Assert.Empty(elsewhere.Asked);
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_wrong_key_is_an_alarm_and_not_a_refusal(string call)
    {
        foreach (var status in new[] { 401, 403 })
        {
            await using var desk = Desk();
            desk.Server.Next(StripeWorld.Error(status, "invalid_request_error", "api_key_expired"));

            await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));

            AssertSame(desk, times: 1);
            Assert.Contains(desk.Log.Lines, l => l.Level == LogLevel.Error && l.Line.Contains("req_1", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Writing))]
    public async Task A_refusal_is_told_with_its_code_and_not_tried_again(string call)
    {
        foreach (var (status, type, code) in new[] { (402, "card_error", "card_declined"), (400, "invalid_request_error", "a_code_of_tomorrow"), (404, "invalid_request_error", "resource_missing") })
        {
            await using var desk = Desk();
            desk.World["cs_open"]["status"] = "a_status_of_tomorrow";
            desk.Server.Next(StripeWorld.Error(status, type, code));

            // A page that cannot be closed is looked at, and this one is open.
            if (call == "close") await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));
            else Assert.Equal(code, await CodeOfAsync(() => Calls[call](desk, "key-1", 0)));

            AssertSame(desk, times: 1);
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public async Task F06_What_a_key_made_with_other_parameters_is_frozen_calls_a_person_and_gets_no_other_key(string call)
    {
        await using var desk = Desk();
        desk.Server.Next(StripeWorld.Error(400, "idempotency_error", null), times: 2);

        var faults = new[] { await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0)), await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0)) };

        AssertSame(desk, times: 2);
        Assert.All(faults, f => Assert.False(f.MadeNothing));
        Assert.Equal(2, desk.Log.Lines.Count(l => l.Level == LogLevel.Error && l.Line.Contains("key-1", StringComparison.Ordinal) && l.Line.Contains("a person must look", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task F08_Too_many_requests_for_half_a_minute_wait_longer_each_time_out_of_step_and_under_one_key()
    {
        await using var desk = Desk();
        desk.Server.Next(StripeWorld.Error(429, "rate_limit", null), times: 12);

        for (var i = 0; i < 4; i++) await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls["open"](desk, "key-1", 0));
        Assert.Null(await Calls["open"](desk, "key-1", 0));

        AssertSame(desk, times: 13);
        Assert.Equal(8, desk.Clock.Waits.Count);
        Assert.All(desk.Clock.Waits, w => Assert.InRange(w.TotalSeconds, 1, 10));
        // The first wait is the least there is; the second is by chance, to the millisecond: two may be alike, four are not.
        Assert.True(desk.Clock.Waits.Where((_, i) => i % 2 == 1).Distinct().Count() > 1);
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task A_key_that_was_used_otherwise_is_looked_up_and_never_taken_for_a_refusal(string call)
    {
        await using var desk = Desk();
        desk.Server.Next(StripeWorld.Error(400, "idempotency_error", null));
        await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));
        Assert.Null(await Calls[call](desk, "key-1", 0));

        desk.Server.Next(StripeWorld.Error(400, "idempotency_error", null));

        Assert.Null(await Calls[call](desk, "key-1", 0));
        Assert.Equal(3, desk.Posts.Count());
    }

    [Theory]
    [MemberData(nameof(Findable))]
    public async Task F04_A_key_that_keeps_repeating_a_failure_does_not_hide_what_was_done(string call)
    {
        await using var desk = Desk();
        desk.Server.Usual = request =>
        {
            var answer = desk.World.Answer(request);
            return request.Method == "POST" ? StripeWorld.Error(500, "api_error", null) : answer;
        };

        Assert.Null(await Calls[call](desk, "key-1", 0));
    }

    [Theory]
    [MemberData(nameof(Findable))]
    public async Task F04_What_a_failing_key_did_not_make_is_asked_for_under_a_new_one_that_is_looked_up_before(string call)
    {
        await using var desk = Desk();
        desk.Server.Next(StripeWorld.Error(500, "api_error", null), times: 3);
        var fault = await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));
        var before = desk.Server.Asked.Count;

        Assert.Null(await Calls[call](desk, "key-1", 1));
        var asked = desk.Server.Asked.Skip(before).Select(r => (r.Method, Key: r.Header("Idempotency-Key"))).ToList();
        // Whichever key made it, it is found by the operation's own.
        Assert.Null(await Calls[call](desk, "key-1", 2));

        Assert.True(fault.MadeNothing);
        Assert.Equal(("POST", "key-1~1"), asked[^1]);
        Assert.Equal(("GET", null), asked[^2]);
        Assert.Equal(["key-1", "key-1", "key-1", "key-1~1"], desk.Posts.Select(p => p.Header("Idempotency-Key")));
    }

    /// <summary>502, 503 and 504 come from in front of the API, where each try may be the first: only what Stripe marks as kept for the key says that its first call is over.</summary>
    [Theory]
    [MemberData(nameof(Findable))]
    public async Task F04_A_failure_is_told_as_repeated_only_when_Stripe_says_that_it_repeats_it(string call)
    {
        foreach (var (status, header, repeats) in new[] { (500, null, false), (502, null, false), (503, "false", false), (500, "true", true) })
        {
            await using var desk = Desk();
            var error = StripeWorld.Error(status, "api_error", null);
            desk.Server.Next(header is null ? error : error with { Headers = [.. error.Headers, ("Idempotent-Replayed", header)] }, times: 3);

            var fault = await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));

            Assert.Equal((true, repeats), (fault.MadeNothing, fault.Repeats));
        }
    }

    [Theory]
    [MemberData(nameof(Findable))]
    public async Task F04_Nobody_says_that_a_key_made_nothing_unless_it_failed_and_was_looked_up(string call)
    {
        foreach (var (reply, times, looksUp) in new[] { (StripeWorld.Error(409, "api_error", "lock_timeout"), 3, true), (StripeWorld.Error(429, "api_error", "rate_limit"), 3, true), (Reply.Dropped, 3, true), (StripeWorld.Error(500, "api_error", null), 3, false) })
        {
            await using var desk = Desk();
            desk.Server.Next(reply, times);
            desk.Server.Usual = request => looksUp || request["limit"] is null ? desk.World.Answer(request) : StripeWorld.Error(503, "api_error", null);

            var fault = await Assert.ThrowsAsync<ProviderOutcomeUnknownException>(() => Calls[call](desk, "key-1", 0));

            Assert.False(fault.MadeNothing);
            // A person waits for these: after silence the same key is tried again, and nothing is looked for meanwhile.
            if (call is "open" or "create payee" && reply.Fault == ReplyFault.Drop) Assert.DoesNotContain(desk.Server.Asked, r => r.Method == "GET");
        }
    }

    [Theory]
    [InlineData(400, "true", 3)]
    [InlineData(500, "false", 1)]
    [InlineData(409, "false", 1)]
    [InlineData(500, "perhaps", 3)]
    public async Task Stripes_own_advice_comes_first(int status, string advice, int times)
    {
        await using var desk = Desk();
        var error = StripeWorld.Error(status, "invalid_request_error", "x");
        desk.Server.Next(error with { Headers = [("Stripe-Should-Retry", advice)] }, times: 3);

        await Assert.ThrowsAnyAsync<Exception>(() => Calls["open"](desk, "key-1", 0));

        AssertSame(desk, times);
    }

    [Fact]
    public async Task A_request_to_any_other_host_is_stopped_before_the_key_leaves()
    {
        await using var elsewhere = new ScriptedServer();
        await using var desk = Desk();
        var wire = desk.Of<Connectors.Payments.Stripe.StripeWire>();
        var client = new global::Stripe.StripeClient(new global::Stripe.StripeClientOptions { ApiKey = StripeDesk.SecretKey, HttpClient = wire, ApiBase = elsewhere.Address.ToString().TrimEnd('/') });

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.V1.Balance.GetAsync());

        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_an_answer()
    {
        await using var desk = Desk();
        desk.Server.Next(Reply.Silence);
        using var cancel = new CancellationTokenSource();
        var pending = desk.Payments.OpenAsync(StripeDesk.Payment(), cancel.Token);
        await desk.Server.WaitForRequestAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task Neither_keys_nor_messages_nor_persons_are_logged()
    {
        await using var desk = Desk();
        foreach (var (call, reply) in Calls.Keys.SelectMany(c => new[] { StripeWorld.Error(400, "invalid_request_error", "x"), StripeWorld.Error(401, "invalid_request_error", null), StripeWorld.Error(500, "api_error", null), Reply.Dropped, Reply.Json(200, "{") }.Select(r => (c, r))))
        {
            desk.Server.Next(reply, times: reply.Status == 500 || reply.Fault == ReplyFault.Drop ? 3 : 1);
            var fault = await Record.ExceptionAsync(() => Calls[call](desk, $"key-{Guid.NewGuid():N}", 0));
            Assert.DoesNotContain("No such luck", fault?.ToString() ?? "", StringComparison.Ordinal);
        }

        Assert.NotEmpty(desk.Log.Lines);
        foreach (var secret in new[] { StripeDesk.SecretKey, StripeDesk.SecretKey[8..], StripeDesk.WebhookSecret, "sk_test", "No such luck", "camille@", "a@example.test", "Bearer" })
            Assert.DoesNotContain(secret, desk.Log.Text, StringComparison.Ordinal);
    }

    private static StripeDesk Desk()
    {
        var desk = new StripeDesk();
        desk.World.Add((JsonObject)JsonNode.Parse("""{"id":"cs_open","object":"checkout.session","status":"open","payment_status":"unpaid","amount_total":1000,"currency":"eur"}""")!);
        desk.World.Add((JsonObject)JsonNode.Parse("""{"id":"cs_paid","object":"checkout.session","status":"complete","payment_status":"paid","amount_total":1000,"currency":"eur","payment_intent":"pi_paid"}""")!);
        desk.World.Add((JsonObject)JsonNode.Parse("""{"id":"pi_paid","object":"payment_intent","status":"succeeded","amount":1000,"currency":"eur"}""")!);
        desk.World.Add((JsonObject)JsonNode.Parse("""{"id":"tr_1","object":"transfer","amount":1000,"amount_reversed":0,"currency":"eur","destination":"acct_7"}""")!);
        desk.World.Add((JsonObject)JsonNode.Parse("""{"id":"dp_1","object":"dispute","status":"needs_response","reason":"general","amount":1000,"currency":"eur"}""")!);
        return desk;
    }

    private static string? Nothing(object _) => null;

    private static async Task<string?> CodeOfAsync(Func<Task<string?>> call)
    {
        try
        {
            return await call();
        }
        catch (ProviderRefusedException e)
        {
            return e.Code;
        }
    }

    private static async Task WaitForPostAsync(StripeDesk desk)
    {
        while (!desk.Posts.Any()) await desk.Server.WaitForRequestAsync();
    }

    /// <summary>So many sendings, all under one key and with the same bytes.</summary>
    private static void AssertSame(StripeDesk desk, int times)
    {
        Assert.Equal(times, desk.Posts.Count());
        Assert.Single(desk.Posts.Select(p => (p.Path, p.Header("Idempotency-Key"), p.Path == "/v1/files" ? 0 : Convert.ToHexString(p.Body).GetHashCode(StringComparison.Ordinal))).Distinct());
    }
}
