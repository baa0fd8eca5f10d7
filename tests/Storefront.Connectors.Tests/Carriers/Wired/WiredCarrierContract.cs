using Microsoft.Extensions.Logging;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Tests.Carriers.Wired;

/// <summary>What every carrier that is reached over HTTP promises, whatever its wire: played against a stand-in on loopback that speaks the carrier's own messages.
/// An ability that a carrier lacks must be missing from what it says of itself.</summary>
public abstract partial class WiredCarrierContract : IAsyncLifetime
{
    private readonly HttpClient http = CarrierWire.Client();
    private readonly List<string> logged = [];
    private ScriptedServer server = null!;
    private CarrierTokens tokens = null!;

    protected ManualClock Clock { get; } = new(new DateTime(2026, 11, 24, 1, 0, 0, DateTimeKind.Utc));

    private protected CarrierDouble Double { get; private set; } = null!;

    private protected ScriptedServer Server => server;

    private protected ICarrierConnector Connector { get; private set; } = null!;

    protected ICarrier Carrier { get; private set; } = null!;

    private protected abstract CarrierDouble MakeDouble(Func<Uri> server);

    /// <summary>The connector with both of its hosts, live and test, at the stand-in.</summary>
    private protected abstract ICarrierConnector MakeConnector(Uri server, CarrierWire wire, CarrierTokens tokens, TimeProvider clock);

    /// <summary>The right credentials for the same carrier at another address, where the address is one of them.</summary>
    private protected virtual CarrierCredentials GoodAt(Uri server) => Double.Good;

    /// <summary>A parcel that the carrier takes.</summary>
    protected virtual RateRequest Parcel => A.RateRequest(Clock.NowUtc);

    /// <summary>The service that is bought where the carrier quotes nothing.</summary>
    protected virtual string Service => throw new NotSupportedException($"{Carrier.Key} has no rates: its tests name a service.");

    /// <summary>Whether the carrier can be asked for a label by our reference. Where it cannot, it must say that it does not know, and never that there is none.</summary>
    protected virtual bool CanLookUp => true;

    /// <summary>Asked by our reference, the carrier tells the number of a label that it knows, and nothing else of it; that it knows none proves nothing.</summary>
    protected virtual bool FindsNumberOnly => false;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.StartAsync(request => Double.Answer(request));
        Double = MakeDouble(() => server.Base);
        tokens = new CarrierTokens(Clock);
        Connector = MakeConnector(server.Base, Wire(TimeSpan.FromSeconds(2)), tokens, Clock);
        Carrier = Connector.Open(Double.Good);
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public void It_says_of_itself_what_its_type_can_do()
    {
        Assert.Equal(CarrierAbilities.Of(Carrier.GetType()), Connector.Abilities);
        Assert.NotEmpty(Connector.Abilities);
        Assert.Equal((Connector.Key, Connector.Name), (Carrier.Key, Carrier.Name));
        Assert.Matches("^[a-z0-9-]{2,30}$", Connector.Key);
        Assert.Equal(Connector.Fields.Count, Connector.Fields.Select(f => f.Key).Distinct().Count());
        Assert.Contains(Connector.Fields, f => f.IsSecret);
        Assert.All(Connector.Fields, f => Assert.All(f.For, ability => Assert.Contains(ability, Connector.Abilities)));
        Assert.All(Connector.Abilities, ability => Assert.Empty(Double.Good.Missing(Connector, ability)));
    }

    /// <summary>What it cannot do has a way out, in the general words or in words of its own that the office has.</summary>
    [Fact]
    public void What_it_cannot_do_is_told_with_what_to_do_instead()
    {
        var words = System.Text.Json.JsonDocument.Parse(typeof(ICarrier).Assembly.GetManifestResourceStream(typeof(ICarrier).Assembly.GetManifestResourceNames().Single(n => n.EndsWith("Data.en.office.json", StringComparison.Ordinal)))!, new System.Text.Json.JsonDocumentOptions { CommentHandling = System.Text.Json.JsonCommentHandling.Skip }).RootElement.GetProperty("carrier-instead");
        foreach (var ability in Enum.GetValues<CarrierAbility>())
        {
            var general = System.Text.RegularExpressions.Regex.Replace(ability.ToString(), "(?<=.)([A-Z])", "-$1").ToLowerInvariant();
            if (Connector.Abilities.Contains(ability)) Assert.Null(Connector.Instead(ability));
            else Assert.NotEqual("", words.GetProperty(Connector.Instead(ability) ?? general).GetString());
            if (Connector.Instead(ability) is { } own) Assert.StartsWith(general + "-", own, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rates_come_cheapest_first_in_the_carriers_currency_and_end()
    {
        if (Lacks<IQuoteRates>(CarrierAbility.Quote, out var quotes)) return;

        var rates = (await quotes.QuoteRatesAsync(Parcel)).Value;

        Assert.NotEmpty(rates);
        Assert.Equal(rates.OrderBy(r => r.Price.Minor), rates);
        Assert.All(rates, r =>
        {
            Assert.Equal(Carrier.Key, r.CarrierKey);
            Assert.True(r.Price.IsPositive);
            Assert.InRange(r.DaysMin, 1, r.DaysMax);
            Assert.True(r.ExpiresAtUtc > Clock.NowUtc);
            Assert.True(r.ChargeableWeight.Grams >= Parcel.Weight.Grams);
            Assert.NotEqual("", r.ServiceName);
            Assert.All(r.Surcharges, s => Assert.Equal(r.Price.Currency, s.Amount.Currency));
        });
    }

    [Fact]
    public async Task A_label_is_bought_found_by_our_reference_and_drawn_or_fetched()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;

        var label = (await labels.BuyAsync(await OrderAsync())).Value;

        var sold = Assert.Single(Double.Labels.Values);
        Assert.Equal((sold.Reference, sold.TrackingNumber), (label.Reference, label.TrackingNumber));
        Assert.Equal((Carrier.Key, Clock.NowUtc), (label.CarrierKey, label.BoughtAtUtc));
        Assert.Null(label.VoidedAtUtc);
        Assert.NotEqual("", label.Marks.CarrierName);
        if (CanLookUp && FindsNumberOnly) Assert.Equal(label.TrackingNumber, (await labels.FindAsync(Purchase(label.Reference)))?.TrackingNumber);
        else if (CanLookUp) Assert.Equal((label.TrackingNumber, label.CarrierReference), (await labels.FindAsync(Purchase(label.Reference))) is { } found ? (found.TrackingNumber, found.CarrierReference) : default);
        else await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.FindAsync(Purchase(label.Reference)));
        if (label.File is { } file) Assert.Equal(sold.File, file.Bytes.ToArray());
        else Assert.True(!label.FileIsToCome || Carrier is IFetchLabels);
    }

    /// <summary>Goods that come back: from the buyer to the merchant, valued as they left, with the number under which they did.</summary>
    [Fact]
    public async Task A_label_for_the_way_back_is_bought_once_and_says_that_goods_come_back()
    {
        if (Lacks<IBuyReturnLabels>(CarrierAbility.Return, out var labels)) return;
        var order = await OrderAsync();
        Assert.True(labels.TakesBack(order.Recipient.Country, order.Recipient.Country));
        var customs = CustomsDeclaration.Declare(CustomsCategory.ReturnedGoods, [A.TeapotLine], Incoterm.Dap).Value with { Export = new ReturnedExport("7K3XW9QM2P", "LX000000005CN", new DateOnly(2026, 11, 2)) };
        var back = order with { Sender = order.Recipient, Recipient = order.Sender, IsReturn = true, Customs = customs, OrderNumber = "R7K3XW9QM2" };

        var label = (await labels.BuyAsync(back)).Value;

        Assert.Equal(Assert.Single(Double.Labels.Values).TrackingNumber, label.TrackingNumber);
        if (!CanLookUp) return;
        Assert.Equal(label.TrackingNumber, (await labels.FindAsync(Purchase(label.Reference)))?.TrackingNumber);
        if (FindsNumberOnly) return;
        await labels.BuyAsync(back);
        Assert.Single(Double.Labels);
    }

    [Fact]
    public async Task A_label_that_was_never_bought_is_not_found()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;

        if (CanLookUp && !FindsNumberOnly) Assert.Null(await labels.FindAsync(Purchase("label-9")));
        else await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.FindAsync(Purchase("label-9")));
    }

    [Fact]
    public async Task A_reference_that_comes_again_never_makes_two_labels()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();
        if (!(CanLookUp && !FindsNumberOnly) && labels is not IRepeatPurchases)
        {
            // Nothing at the carrier holds two apart, so nothing is sent twice: an unknown answer is no refusal, and looking it up never says that there is no label, after which another would be bought.
            server.Next(Uses(CarrierAbility.Buy), Fault.NotDone);
            await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.BuyAsync(order));
            for (var i = 0; i < 3; i++) await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.FindAsync(Purchase(order.Reference)));
            Assert.Equal((1, 0), (server.Requests.Count(Uses(CarrierAbility.Buy)), Double.Labels.Count));
            return;
        }

        var first = (await labels.BuyAsync(order)).Value;

        var again = await labels.BuyAsync(order);

        Assert.Single(Double.Labels);
        if (again.Succeeded) Assert.Equal(first.TrackingNumber, again.Value.TrackingNumber);
        else Assert.Equal("shipping.reference-used", again.Refusal.Code);
    }

    [Fact]
    public async Task Who_pays_duty_is_said_on_the_wire_exactly_where_the_service_can_bill_the_sender()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync("label-0001");
        var able = Carrier.IncotermsOf(order.Rate.ServiceKey);
        Assert.Equal(able, Connector.IncotermsOf(order.Rate.ServiceKey));
        if (order.Customs is not { } customs)
        {
            Assert.Equal(IncotermAbility.AtDoorOnly, able);
            return;
        }

        var prepaid = await SaidAsync(labels, order);
        var atDoor = await SaidAsync(labels, order with { Reference = "label-0002", Customs = CustomsDeclaration.Declare(customs.Category, customs.Lines, Incoterm.Dap).Value });

        if (able.BillsSender) Assert.NotEqual(prepaid, atDoor.Replace("label-0002", "label-0001", StringComparison.Ordinal));
        else Assert.Equal(prepaid, atDoor.Replace("label-0002", "label-0001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("IOSS", TaxRegistrationKind.Ioss, "IM3720000022", "FR")]
    [InlineData("VOEC", TaxRegistrationKind.Voec, "2021234", "NO")]
    [InlineData("GB-VAT", TaxRegistrationKind.Vat, "GB980780684", "GB")]
    [InlineData("CH-VAT", TaxRegistrationKind.Vat, "CHE100155212", "CH")]
    [InlineData("AU-GST", TaxRegistrationKind.Gst, "51824753556", "AU")]
    [InlineData("NZ-GST", TaxRegistrationKind.Gst, "49091850", "NZ")]
    [InlineData("SG-GST", TaxRegistrationKind.Gst, "M21234567X", "SG")]
    public async Task The_number_of_a_scheme_is_on_the_wire_of_a_service_that_says_so(string scheme, TaxRegistrationKind kind, string number, string country)
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();
        var able = Carrier.IncotermsOf(order.Rate.ServiceKey);
        if (order.Customs is null)
        {
            Assert.Empty(able.Schemes);
            return;
        }

        var to = new Country(country);
        var said = await SaidAsync(labels, order with { Recipient = order.Recipient with { Country = to }, Registrations = [new(kind, number, kind == TaxRegistrationKind.Ioss ? new Country("DE") : to)] });

        if (able.Schemes.Contains(scheme)) Assert.Contains(number, said, StringComparison.Ordinal);
        else if (!able.BillsSender) Assert.DoesNotContain(number, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_credentials_are_told_and_nothing_is_bought()
    {
        var order = Carrier is IBuyLabels ? await OrderAsync() : null;
        var stranger = Connector.Open(Double.Wrong);

        if (stranger is IQuoteRates quotes) Assert.Equal("shipping.credentials-refused", (await quotes.QuoteRatesAsync(Parcel)).Refusal?.Code);
        if (stranger is IBuyLabels labels) Assert.Equal("shipping.credentials-refused", (await labels.BuyAsync(order!)).Refusal?.Code);
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task Credentials_can_be_tried_without_effect()
    {
        var mine = Assert.IsAssignableFrom<ITestCredentials>(Carrier);
        var strangers = (ITestCredentials)Connector.Open(Double.Wrong);

        foreach (var ability in Connector.Abilities.Where(a => a != CarrierAbility.News))
        {
            Assert.Null((await mine.TestAsync(ability)).Refusal);
            Assert.Equal("shipping.credentials-refused", (await strangers.TestAsync(ability)).Refusal?.Code);
        }

        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task An_address_that_the_carrier_does_not_reach_is_refused_in_its_words()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();

        var refused = await labels.BuyAsync(order with { Recipient = order.Recipient with { Street = CarrierDouble.Unreachable } });

        Assert.Contains(refused.Refusal?.Code, new[] { "shipping.address-refused", "shipping.carrier-refused" });
        Assert.NotEqual("", refused.Refusal!.Arguments["reason"]);
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task A_parcel_over_the_limits_is_refused_and_not_bought()
    {
        var heavy = Parcel with { Weight = CarrierDouble.TooHeavy };
        if (Carrier is IQuoteRates quotes)
        {
            var offers = await quotes.QuoteRatesAsync(heavy);
            Assert.True(!offers.Succeeded || offers.Value.Count == 0);
        }

        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();
        var refused = await labels.BuyAsync(order with { Weight = CarrierDouble.TooHeavy });
        Assert.Contains(refused.Refusal?.Code, new[] { "shipping.too-heavy", "shipping.carrier-refused", "shipping.service-unavailable" });
        Assert.Empty(Double.Labels);
    }

    [Fact]
    public async Task Too_many_requests_are_waited_out_and_then_told()
    {
        if (Lacks<IQuoteRates>(CarrierAbility.Quote, out var quotes)) return;
        server.Next(Uses(CarrierAbility.Quote), Fault.TooMany, times: 2);
        Assert.True((await quotes.QuoteRatesAsync(Parcel)).Succeeded);

        server.Next(Uses(CarrierAbility.Quote), Fault.TooMany, times: 3);
        Assert.Equal("shipping.carrier-busy", (await quotes.QuoteRatesAsync(Parcel)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public async Task Rates_without_a_whole_answer_are_a_refusal_that_says_so(int fault)
    {
        if (Lacks<IQuoteRates>(CarrierAbility.Quote, out var quotes)) return;
        server.Next(Uses(CarrierAbility.Quote), new[] { Fault.NotDone, Fault.Failed, Fault.Malformed, Fault.Half }[fault], times: 3);

        var answer = await quotes.QuoteRatesAsync(Parcel);

        Assert.Equal("shipping.carrier-silent", answer.Refusal?.Code);
    }

    [Fact]
    public async Task A_carrier_that_hangs_is_left_when_the_caller_has_no_more_time()
    {
        if (Lacks<IQuoteRates>(CarrierAbility.Quote, out var quotes)) return;
        using var budget = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        server.Next(Uses(CarrierAbility.Quote), Fault.Hang);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quotes.QuoteRatesAsync(Parcel, budget.Token));
    }

    /// <summary>The label was made and its answer got lost, came in half or as another thing: it is looked up, and there are never two.</summary>
    [Theory]
    [InlineData(0, true), InlineData(1, true), InlineData(2, false), InlineData(3, false), InlineData(4, false)]
    public async Task A_purchase_without_an_answer_is_unknown_and_looked_up(int fault, bool made)
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels)) return;
        var order = await OrderAsync();
        server.Next(Uses(CarrierAbility.Buy), new[] { Fault.DoneAndSilent, Fault.Half, Fault.NotDone, Fault.Failed, Fault.Malformed }[fault]);

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.BuyAsync(order));

        Assert.Equal((Carrier.Key, order.Reference), (unknown.CarrierKey, unknown.Reference));
        Assert.Equal((made ? 1 : 0, 1), (Double.Labels.Count, server.Requests.Count(Uses(CarrierAbility.Buy))));
        if (!CanLookUp) return;
        if (FindsNumberOnly && !made)
        {
            await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.FindAsync(Purchase(order.Reference)));
            return;
        }

        var found = await labels.FindAsync(Purchase(order.Reference));
        Assert.Equal(Double.Labels.Values.SingleOrDefault()?.TrackingNumber, found?.TrackingNumber);
    }

    [Fact]
    public async Task A_look_up_without_an_answer_is_still_unknown()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out var labels) || !CanLookUp) return;
        server.Next(Double.IsLookUp, Fault.Failed, times: 3);

        await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => labels.FindAsync(Purchase("label-0001")));
    }

    [Fact]
    public async Task A_carrier_that_is_not_there_was_certainly_sent_nothing()
    {
        if (Lacks<IBuyLabels>(CarrierAbility.Buy, out _)) return;
        var order = await OrderAsync();
        var nowhere = new Uri("http://127.0.0.1:9/");
        var nobody = (IBuyLabels)MakeConnector(nowhere, Wire(TimeSpan.FromSeconds(2)), new CarrierTokens(Clock), Clock).Open(GoodAt(nowhere));

        var unknown = await Assert.ThrowsAsync<CarrierOutcomeUnknownException>(() => nobody.BuyAsync(order));

        Assert.True(unknown.NothingWasSent);
    }

    [Fact]
    public async Task A_label_that_is_not_ready_is_fetched_later_byte_for_byte()
    {
        if (Lacks<IFetchLabels>(CarrierAbility.FetchLabel, out var fetches)) return;
        var label = await BoughtAsync();
        Double.LabelIsReadyAfter = Double.Labels.Values.Single().Asked + 1;

        Assert.Equal("shipping.label-not-ready", (await fetches.FetchAsync(HandleOf(label), DocumentFormat.Pdf)).Refusal?.Code);
        var file = (await fetches.FetchAsync(HandleOf(label), DocumentFormat.Pdf)).Value;

        Assert.Equal(Double.Labels.Values.Single().File, file.Bytes.ToArray());
    }

    [Fact]
    public async Task A_label_is_voided_and_voiding_it_again_succeeds()
    {
        if (Lacks<IVoidLabels>(CarrierAbility.Void, out var voids)) return;
        var label = await BoughtAsync();

        Assert.Null((await voids.VoidAsync(HandleOf(label))).Refusal);
        Assert.True(Double.Labels.Values.Single().IsVoided);
        Assert.Null((await voids.VoidAsync(HandleOf(label))).Refusal);
    }

    [Fact]
    public async Task A_parcel_on_its_way_is_not_voided()
    {
        if (Lacks<IVoidLabels>(CarrierAbility.Void, out var voids)) return;
        var label = await BoughtAsync();
        Double.Labels.Values.Single().IsMoving = true;

        var refused = await voids.VoidAsync(HandleOf(label));

        Assert.NotNull(refused.Refusal);
        Assert.NotEqual("shipping.carrier-silent", refused.Refusal.Code);
        Assert.False(Double.Labels.Values.Single().IsVoided);
    }

    [Fact]
    public async Task Events_come_oldest_first_in_universal_time_and_unknown_codes_are_on_the_way()
    {
        if (Lacks<ITrackParcels>(CarrierAbility.Track, out var tracks)) return;
        var label = await BoughtAsync();
        Assert.Empty((await tracks.TrackAsync([HandleOf(label)])).GetValueOrDefault(label.Reference, []));
        Double.Labels.Values.Single().IsMoving = true;

        var events = (await tracks.TrackAsync([HandleOf(label)]))[label.Reference];

        Assert.True(events.Count >= 3);
        Assert.Equal(events.OrderBy(e => e.AtUtc), events);
        Assert.All(events, e => Assert.Equal(DateTimeKind.Utc, e.AtUtc.Kind));
        Assert.Equal(CarrierDouble.FirstScanUtc, events[0].AtUtc);
        Assert.Contains(events, e => e.Status == TrackingStatus.InTransit && e.Code.Contains("NEVER-HEARD-OF", StringComparison.Ordinal));
        Assert.Equal(TrackingStatus.Delivered, events[^1].Status);
        Assert.InRange(tracks.MostNumbers, 1, 100);
    }

    [Fact]
    public async Task An_unknown_number_has_no_events()
    {
        if (Lacks<ITrackParcels>(CarrierAbility.Track, out var tracks)) return;

        Assert.Empty((await tracks.TrackAsync([new LabelHandle("label-9", "ZZ00000000000", null, "any")])).GetValueOrDefault("label-9", []));
    }

    [Fact]
    public async Task Pickup_points_come_nearest_first_with_all_that_a_parcel_needs()
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out var points)) return;

        var found = (await points.FindPointsAsync(Lyon)).Value;

        Assert.True(found.Count >= 2);
        Assert.Equal(found.OrderBy(p => p.DistanceMetres ?? int.MaxValue), found);
        Assert.Equal(Double.NearestPoint, found[0].Point.Id);
        Assert.Equal(820, found[0].DistanceMetres);
        Assert.All(found, p =>
        {
            Assert.True(p.Point.IsWhole());
            Assert.Equal((Carrier.Key, new Country("FR")), (p.Point.Carrier, p.Point.Country));
        });
        // Monday from half past nine to seven; what is not open has no hours.
        Assert.Contains(new OpeningHours(DayOfWeek.Monday, new TimeOnly(9, 30), new TimeOnly(19, 0)), found[0].Hours);
        Assert.DoesNotContain(found[0].Hours, h => h.Day == DayOfWeek.Sunday);
    }

    [Fact]
    public async Task Where_no_pickup_point_is_near_there_is_none()
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out var points)) return;

        Assert.Empty((await points.FindPointsAsync(new PointSearch(new Country("FR"), CarrierDouble.NoPoints))).Value);
    }

    [Fact]
    public async Task A_pickup_point_is_known_as_long_as_the_carrier_keeps_it()
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out var points)) return;
        var point = (await points.FindPointsAsync(Lyon)).Value[0].Point;

        Assert.True((await points.KeepsPointAsync(point)).Value);
        Assert.False((await points.KeepsPointAsync(point with { Id = "ZZZ999" })).Value);
    }

    [Fact]
    public async Task Wrong_credentials_find_no_pickup_points_and_say_so()
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out _)) return;
        var stranger = (IFindPickupPoints)Connector.Open(Double.Wrong);

        Assert.Equal("shipping.credentials-refused", (await stranger.FindPointsAsync(Lyon)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public async Task Pickup_points_without_a_whole_answer_are_a_refusal_that_says_so(int fault)
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out var points)) return;
        var met = new[] { Fault.NotDone, Fault.Failed, Fault.Malformed, Fault.Half }[fault];
        var point = (await points.FindPointsAsync(Lyon)).Value[0].Point;
        server.Next(Uses(CarrierAbility.PickupPoints), met, times: met is Fault.NotDone or Fault.Failed ? 6 : 2);

        Assert.Equal("shipping.carrier-silent", (await points.FindPointsAsync(Lyon)).Refusal?.Code);
        Assert.Equal("shipping.carrier-silent", (await points.KeepsPointAsync(point)).Refusal?.Code);
    }

    [Fact]
    public async Task A_carrier_that_hangs_over_pickup_points_is_left_when_the_caller_has_no_more_time()
    {
        if (Lacks<IFindPickupPoints>(CarrierAbility.PickupPoints, out var points)) return;
        using var budget = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        server.Next(Uses(CarrierAbility.PickupPoints), Fault.Hang);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => points.FindPointsAsync(Lyon, budget.Token));
    }

    [Fact]
    public async Task News_is_believed_only_with_the_carriers_mark_on_its_very_bytes()
    {
        if (Lacks<IPushNews>(CarrierAbility.News, out var news)) return;
        var label = await BoughtAsync();
        var (genuine, at) = GenuineNews(label);

        var told = news.Read(genuine).Value;

        var parcel = Assert.Single(told.Parcels);
        Assert.True(parcel.TrackingNumber == label.TrackingNumber || parcel.Reference == label.Reference || parcel.Reference == label.CarrierReference);
        Assert.Equal(at, Assert.Single(parcel.Events).AtUtc);
        Assert.NotEqual("", told.Id);
        Assert.Equal(told.Id, news.Read(genuine).Value.Id);
        var touched = genuine.Body.ToArray();
        touched[^2] ^= 1;
        Assert.Equal("shipping.news-refused", news.Read(genuine with { Body = touched }).Refusal?.Code);
        Assert.Equal("shipping.news-refused", ((IPushNews)Connector.Open(Double.Wrong)).Read(genuine).Refusal?.Code);
        Assert.Equal("shipping.news-refused", news.Read(new PushedMessage(new Dictionary<string, string>(), Array.Empty<byte>(), Clock.NowUtc)).Refusal?.Code);
    }

    [Fact]
    public async Task No_credential_and_no_address_is_written_into_the_log()
    {
        if (Carrier is IQuoteRates quotes)
        {
            server.Next(Uses(CarrierAbility.Quote), Fault.Failed, times: 3);
            await quotes.QuoteRatesAsync(Parcel);
        }

        if (Carrier is IBuyLabels labels)
        {
            server.Next(Uses(CarrierAbility.Buy), Fault.TooMany);
            await labels.BuyAsync(await OrderAsync());
        }

        Assert.NotEmpty(logged);
        foreach (var given in Connector.Fields.Select(f => Double.Good.Find(f.Key)).OfType<string>().Where(IsTelling)) Assert.DoesNotContain(logged, line => line.Contains(given, StringComparison.Ordinal));
        Assert.DoesNotContain(logged, line => line.Contains(Parcel.To.Street, StringComparison.Ordinal) || line.Contains(Parcel.To.Name, StringComparison.Ordinal));
    }

    /// <summary>A value that tells who asks; not a choice of a few letters such as an account's kind.</summary>
    private static bool IsTelling(string given) => given.Length > 2;

    private static PointSearch Lyon => new(new Country("FR"), "69001");

    /// <summary>A parcel that the buyer fetches at the nearest point.</summary>
    protected async Task<LabelRequest> OrderToPointAsync()
    {
        var (order, point) = (await OrderAsync(), (await ((IFindPickupPoints)Carrier).FindPointsAsync(Lyon)).Value[0].Point);
        return order with { Recipient = point.For(order.Recipient), Point = point, Home = order.Recipient };
    }

    /// <summary>A message as the carrier would send it about a label, and when its one event happened.</summary>
    private protected virtual (PushedMessage Message, DateTime AtUtc) GenuineNews(BoughtLabel label) => throw new NotSupportedException($"{Carrier.Key} pushes no news.");

    protected async Task<LabelRequest> OrderAsync(string reference = "label-0001")
    {
        var parcel = Parcel;
        var rate = Carrier is IQuoteRates quotes
            ? (await quotes.QuoteRatesAsync(parcel)).Value[0]
            : new CarrierRate
            {
                CarrierKey = Carrier.Key, ServiceKey = Service, ServiceName = Carrier.ServiceName(Service), Price = new Money(5_00, Currency.Usd), DaysMin = 5, DaysMax = 12,
                ChargeableWeight = parcel.Weight, ExpiresAtUtc = Clock.NowUtc.AddHours(1),
            };
        return new LabelRequest
        {
            Reference = reference, Rate = rate, Sender = parcel.From, Recipient = parcel.To, Weight = parcel.Weight, Size = parcel.Size, OrderNumber = "SF-10023",
            Customs = parcel.Lines.Count == 0 ? null : CustomsDeclaration.Declare(CustomsCategory.SaleOfGoods, parcel.Lines, Incoterm.Ddp).Value,
            SenderEmail = "shop@example.test", RecipientEmail = "buyer@example.test",
        };
    }

    /// <summary>What the purchase said, without its addresses and signatures.</summary>
    private async Task<string> SaidAsync(IBuyLabels labels, LabelRequest order)
    {
        var before = server.Requests.Count;
        var bought = await labels.BuyAsync(order);
        Assert.True(bought.Succeeded, bought.Refusal?.Code);
        return string.Join('\n', server.Requests.Skip(before).Where(r => Uses(CarrierAbility.Buy)(r) || r.Text.Contains(order.Reference, StringComparison.Ordinal)).Select(r => r.Text.Contains("logistics_interface=", StringComparison.Ordinal) ? r.Form["logistics_interface"] : r.Text));
    }

    private LabelHandle Purchase(string reference) => new(reference, null, null, Carrier is IQuoteRates ? "any" : Service);

    protected static LabelHandle HandleOf(BoughtLabel label) => new(label.Reference, label.TrackingNumber, label.CarrierReference, label.ServiceKey);

    /// <summary>A label of the carrier's; for a carrier that sells none, one that its stand-in knows.</summary>
    protected async Task<BoughtLabel> BoughtAsync() => (await ((IBuyLabels)Carrier).BuyAsync(await OrderAsync())).Value;

    private protected Func<ScriptedRequest, bool> Uses(CarrierAbility ability) => request => Double.AbilityOf(request) == ability;

    private CarrierWire Wire(TimeSpan limit) => new(http, new CarrierWireSettings { TimeLimit = limit, FirstWait = TimeSpan.FromMilliseconds(5) }, TimeProvider.System, new ListLogger<CarrierWire>(logged));

    private bool Lacks<T>(CarrierAbility ability, out T able)
        where T : class
    {
        able = (Carrier as T)!;
        if (able is null) Assert.DoesNotContain(ability, Connector.Abilities);
        else Assert.Contains(ability, Connector.Abilities);
        return able is null;
    }

    private sealed class ListLogger<T>(List<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
