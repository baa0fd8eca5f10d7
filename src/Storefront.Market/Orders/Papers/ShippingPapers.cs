using Storefront.Catalog;
using Storefront.Customs;
using Storefront.Customs.Readiness;
using Storefront.Languages;
using Storefront.Pricing;
using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Makes the papers of a parcel from the frozen order: nothing is worked out anew, so that a paper printed again says the same.</summary>
public sealed class ShippingPapers(Messages messages, CurrentRates rates, CarrierDirectory carriers, DestinationRules destinations, CurrentLicences licences)
{
    /// <summary>Keys of the reasons on a return slip.</summary>
    private static readonly string[] ReturnReasons = ["changed-mind", "too-late", "wrong-item", "damaged", "not-as-described", "other"];

    /// <summary>Our own label, with its customs form.</summary>
    internal Outcome<LabelContent> Label(PackedParcel packed)
    {
        if (packed.Parcel is not { TrackingNumber: { } number } parcel) return PaperRefusals.NoLabel;
        if (parcel.Marks is not { } marks) return PaperRefusals.PrintAlone;
        var declared = packed.CrossesBorder ? packed.Declare() : default(Outcome<CustomsDeclaration>?);
        if (declared is { Succeeded: false } incomplete) return incomplete.Refusal;
        var customs = declared is { } complete ? complete.Value with { Licences = LicencesOf(packed) } : null;
        return new LabelContent
        {
            TrackingNumber = number,
            ServiceName = parcel.ServiceName ?? parcel.Service,
            Marks = marks,
            Sender = packed.Shop.Address,
            Recipient = packed.Consignment.DeliverTo(packed.Order.ShipTo),
            Weight = parcel.Weight,
            Size = parcel.Size,
            Reference = packed.Goods.Number,
            PostedOn = DateOnly.FromDateTime(parcel.BoughtAtUtc!.Value),
            Customs = customs,
            Batteries = packed.Goods.Batteries,
            Form = customs is null ? CustomsForm.Cn22 : CustomsForms.For(rates.Now.Convert(customs.TotalValue, SdrRate.Euro.Currency, Rounding.HalfUp), SdrRate.Euro, marks.Mail),
        };
    }

    /// <summary>The commercial invoice of a parcel that crosses a customs border, in English and in the language that the destination reads.</summary>
    internal Outcome<CommercialInvoice> Invoice(PackedParcel packed)
    {
        if (!packed.CrossesBorder) return PaperRefusals.NoBorder;
        if (packed.Parcel is not { } parcel) return PaperRefusals.NoLabel;
        var declared = packed.Declare();
        if (!declared.Succeeded) return declared.Refusal;
        var (order, consignment, shop) = (packed.Order, packed.Consignment, packed.Shop);
        var english = messages.In(Language.English);
        var other = PaperLanguage.For(order.ShipTo.Country, messages);
        var number = shop.Registrations.Between(shop.Address.Country, order.ShipTo.Country, consignment.Terms.Scheme).ToList();
        return new CommercialInvoice
        {
            Number = packed.Goods.Number,
            IssuedOn = DateOnly.FromDateTime(order.PaidAtUtc ?? order.PlacedAtUtc),
            Seller = new InvoiceParty(shop.Address with { Name = shop.Name, Company = null }, [.. NumbersOf(packed, number, english), .. LicencesOf(packed).Select(licence => (english["paper.licence"], licence))]) { Email = shop.Email },
            Buyer = new InvoiceParty(order.ShipTo, []),
            WaybillNumber = parcel.TrackingNumber,
            CarrierName = $"{packed.Marks?.CarrierName ?? carriers.Find(parcel.Carrier)?.Name ?? parcel.Carrier}, {parcel.ServiceName ?? parcel.Service}",
            OrderNumber = packed.Goods.OrderNumbers,
            OrderedOn = DateOnly.FromDateTime(order.PlacedAtUtc),
            // The lines stand in the order of the declaration, which is that of the goods.
            Declaration = declared.Value,
            UnitPrices = [.. packed.Goods.Lines.Select(l => l.UnitPaid)],
            NamedPlace = string.Join(", ", new[] { order.ShipTo.City, Countries.Name(order.ShipTo.Country, Language.English) }.Where(p => !string.IsNullOrWhiteSpace(p))),
            Freight = packed.Goods.Delivery,
            GrossWeight = parcel.Weight,
            Notes = [.. NotesOf(packed, declared.Value.Lines, english, other)],
            Words = WordsOf(english),
            OtherWords = other is null ? null : new PaperWords(CommercialInvoice.Keys.ToDictionary(k => k, k => other["invoice." + k], StringComparer.Ordinal), other.IsRightToLeft) { Language = other.Tag },
        };
    }

    /// <summary>What the last page of a run says of carriers' labels that cannot be pages.</summary>
    internal PaperWords RunWords() => PaperWordsOf(messages.In(Language.English), PrintRun.Keys);

    /// <summary>The sheet in the parcel, in the buyer's language; without prices where it is a gift.</summary>
    internal PackingSlip Slip(PackedParcel packed)
    {
        var (order, consignment) = (packed.Order, packed.Consignment);
        var words = messages.In(Language.TryFind(order.Language, out var language) ? language : Language.English);
        // One gift in it is enough: nobody finds a price beside it.
        var isGift = packed.Goods.Orders.Any(o => o.Gift is not null);
        return new PackingSlip
        {
            OrderNumber = packed.Goods.OrderNumbers,
            OrderedOn = DateOnly.FromDateTime(order.PlacedAtUtc),
            MerchantName = consignment.MerchantName,
            Sender = packed.Shop.Address,
            Recipient = consignment.DeliverTo(order.ShipTo),
            Lines = [.. packed.Goods.Lines.OrderBy(l => l.Line.Id).Select(l => new PackingSlipLine(l.Quantity, l.Line.Title, l.Line.Options, l.Line.Sku, isGift ? null : words.Format.Money(l.Value + l.Discount)))],
            Amounts = isGift ? [] : [.. AmountsOf(packed.Goods, words)],
            Total = isGift ? null : words.Format.Money(packed.Goods.Paid.Total),
            Note = packed.Goods.Orders.Select(o => o.Gift).FirstOrDefault(g => g is { Length: > 0 }),
            TrackingNumber = packed.Parcel?.TrackingNumber,
            Words = new PackingSlipWords(
                words["slip.title"], words["slip.order"], words["slip.ordered-on"], words["slip.from"], words["slip.to"], words["slip.quantity"], words["slip.item"],
                words["slip.amount"], words["slip.total"], words["slip.tracking"], words.Language.IsRightToLeft),
        };
    }

    /// <summary>The mark that the parcel's batteries ask for.</summary>
    internal static Outcome<BatteryMark> Batteries(PackedParcel packed) =>
        BatteryMark.Of(packed.Goods.Batteries, packed.Goods.Number, packed.Parcel?.TrackingNumber) is { } mark ? mark : PaperRefusals.NoBattery;

    /// <summary>The sheet that comes back with the goods, in the buyer's language; nothing is filled in.</summary>
    internal ReturnSlip ReturnSlip(PackedParcel packed)
    {
        var order = packed.Order;
        var words = messages.In(Language.TryFind(order.Language, out var language) ? language : Language.English);
        return new ReturnSlip
        {
            OrderNumber = packed.Goods.OrderNumbers,
            OrderedOn = DateOnly.FromDateTime(order.PlacedAtUtc),
            MerchantName = packed.Consignment.MerchantName,
            ReturnTo = packed.Shop.Address,
            Buyer = order.ShipTo,
            Lines = [.. packed.Goods.Lines.OrderBy(l => l.Line.Id).Select(l => new ReturnLine(l.Quantity, null, l.Line.Title, l.Line.Options, l.Line.Sku))],
            Reasons = [.. ReturnReasons.Select(r => words["paper.reason-" + r])],
            Words = PaperWordsOf(words, Storefront.Shipping.ReturnSlip.Keys),
        };
    }

    /// <summary>What to fetch for all of them together, one row for each variant.</summary>
    /// <param name="bins">Where units lie.</param>
    /// <param name="titles">What the merchant calls its listings.</param>
    internal PickList Picks(IReadOnlyList<PackedParcel> all, IReadOnlyDictionary<VariantId, string> bins, IReadOnlyDictionary<ListingId, string> titles, DateOnly day)
    {
        var lines = all.SelectMany(p => p.Goods.Lines).GroupBy(x => x.Line.Variant).Select(same =>
        {
            var first = same.First().Line;
            return new PickLine(
                bins.GetValueOrDefault(same.Key), first.Sku, titles.GetValueOrDefault(first.Listing, first.Title), first.Options,
                [.. same.GroupBy(x => x.Order.Number).Select(g => (g.Key, g.Sum(x => x.Quantity)))]);
        });
        return new PickList
        {
            MerchantName = all[0].Shop.Name, Day = day, Orders = all.SelectMany(p => p.Goods.Orders).DistinctBy(o => o.Id).Count(), Lines = PickList.Sorted(lines),
            Words = PaperWordsOf(messages.In(Language.English), PickList.Keys),
        };
    }

    /// <summary>One list for each carrier; all of them labelled.</summary>
    internal IEnumerable<HandOverList> HandOvers(IReadOnlyList<PackedParcel> labelled, DateOnly day) => labelled.GroupBy(p => p.Parcel!.Carrier).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new HandOverList
    {
        Number = HandOverList.NumberOf(day, g.Select(p => p.Parcel!.TrackingNumber!)),
        CarrierName = g.First().Marks?.CarrierName ?? carriers.Find(g.Key)?.Name ?? g.Key,
        Day = day,
        From = g.First().Shop.Address,
        Lines = [.. g.Select(p => new HandOverLine(p.Parcel!.TrackingNumber!, p.Goods.Number, p.Order.ShipTo.Country, p.Consignment.DeliverTo(p.Order.ShipTo).Postcode, p.Parcel.Weight))],
        Words = PaperWordsOf(messages.In(Language.English), HandOverList.Keys),
    });

    private IReadOnlyList<string> LicencesOf(PackedParcel packed) => [.. packed.Licences(destinations, licences.Now).Select(l => l.Number).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<(string Name, string Number)> NumbersOf(PackedParcel packed, List<TaxRegistration> registrations, Words english)
    {
        if (packed.Shop.Eori is { Length: > 0 } eori && !registrations.Exists(r => r.Number == eori)) yield return ("EORI", eori);
        if (packed.Shop.VatNumber is { Length: > 0 } vat && !registrations.Exists(r => r.Number == vat)) yield return (english["invoice.vat"], vat);
        foreach (var registration in registrations)
        {
            var name = registration.Kind switch
            {
                TaxRegistrationKind.Ioss => "IOSS",
                TaxRegistrationKind.Voec => "VOEC",
                TaxRegistrationKind.Eori => "EORI",
                TaxRegistrationKind.Vat => $"{english["invoice.vat"]} {registration.Country}",
                TaxRegistrationKind.Gst => $"{english["invoice.gst"]} {registration.Country}",
            };
            yield return (name, registration.Number);
        }
    }

    private static IEnumerable<InvoiceNote> NotesOf(PackedParcel packed, IReadOnlyList<CustomsLine> declared, Words english, PaperLanguage? other)
    {
        var terms = packed.Consignment.Terms;
        if (terms.Scheme == "IOSS") yield return Say("invoice.ioss");
        else if (terms.Scheme is { } scheme) yield return Say("invoice.scheme", ("scheme", scheme));
        if (BatteryMark.WaybillLine(declared.Select(l => l.Battery)) is { } batteries) yield return new InvoiceNote(batteries, null);
        if (!terms.NothingDueAtDoor)
        {
            yield return Say("invoice.due-at-door");
            yield break;
        }

        var prepaid = packed.Goods.Lines.Sum(l => l.Prepaid, packed.Goods.Currency);
        if (prepaid.IsPositive) yield return Say("invoice.prepaid", ("amount", prepaid.ToString()));

        InvoiceNote Say(string key, params (string Name, string Value)[] arguments) => new(english.Text(key, [.. arguments.Select(a => (MessageArgument)a)]), other?.Text(key, arguments));
    }

    private static PaperWords PaperWordsOf(Words words, IReadOnlyList<string> keys) => new(keys.ToDictionary(k => k, k => words["paper." + k], StringComparer.Ordinal), words.Language.IsRightToLeft) { Language = words.Language.Tag };

    private static PaperWords WordsOf(Words words) => new(CommercialInvoice.Keys.ToDictionary(k => k, k => words["invoice." + k], StringComparer.Ordinal), words.Language.IsRightToLeft);

    private static IEnumerable<PackingSlipAmount> AmountsOf(PackedGoods goods, Words words) =>
        new (string Key, Money Amount)[]
        {
            ("slip.goods", goods.Value + goods.Discount), ("slip.discount", -goods.Discount), ("slip.delivery", goods.Delivery), ("slip.duty", goods.Paid.Duty), ("slip.tax", goods.Paid.Tax), ("slip.fees", goods.Paid.Fees),
        }
        .Where((part, at) => at is 0 or 2 || !part.Amount.IsZero)
        .Select(part => new PackingSlipAmount(words[part.Key], words.Format.Money(part.Amount)));
}
