using System.Globalization;
using Microsoft.AspNetCore.Components;
using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Merchants;
using Storefront.Office.Kit;
using Storefront.Shipping;

namespace Storefront.Office.Selling;

/// <summary>What a shop says of itself, for the application and for later changes.</summary>
public sealed partial class ProfileForm
{
    private readonly Dictionary<string, string> about = new(StringComparer.Ordinal);
    private readonly List<RegistrationDraft> registrations = [];
    private readonly List<Depot> depots = [];
    private string? name;
    private string? nativeName;
    private string? registration;
    private string? vatNumber;
    private string? eori;
    private string? email;
    private string? handlingDays = "2";
    private string currency = "EUR";
    private string? returnDays;
    private ReturnPostage returnPostage;
    private bool badDays;
    private bool badReturnDays;
    private AddressDraft address = new(new Country("CN"));
    private AddressFindings? findings;
    private bool filled;
    private bool tried;

    /// <summary>The present facts; null for an application.</summary>
    [Parameter]
    public MerchantProfile? Profile { get; set; }

    [Parameter, EditorRequired]
    public string SubmitText { get; set; } = "";

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter]
    public string? Done { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<MerchantProfile> OnSend { get; set; }

    private IReadOnlyList<(string, string)> CurrencyChoices => [.. Currency.All.Select(c => (c.Code, $"{c.Code} · {Words.Name(c)}"))];

    protected override void OnParametersSet()
    {
        if (filled) return;
        filled = true;
        email = Seat.Desks.Email;
        if (Profile is not { } known) return;
        (name, nativeName, registration, vatNumber, eori, email) = (known.Name, known.NativeName, known.Registration, known.VatNumber, known.Eori, known.Email);
        (currency, handlingDays) = (known.Currency.Code, known.HandlingDays.ToString(CultureInfo.InvariantCulture));
        address = AddressDraft.Of(known.Address);
        foreach (var (tag, text) in known.About) about[tag] = text;
        returnPostage = known.ReturnPostage;
        returnDays = known.ReturnDays?.ToString(CultureInfo.InvariantCulture);
        depots.AddRange(known.ReturnAddresses.Select(a => new Depot(AddressDraft.Of(a))));
        registrations.AddRange(known.Registrations.Select(RegistrationDraft.Of));
    }

    private IReadOnlyList<(ReturnPostage, string)> PostageChoices => [.. Enum.GetValues<ReturnPostage>().Select(p => (p, Seat.Name(p)))];

    private IReadOnlyList<(string, string)> KindChoices => [.. TaxNumberRules.All.Select(r => (r.Key, Say("tax-number." + r.Key)))];

    private string? FaultOf(RegistrationDraft row) => tried && row.Read() is null ? Words.Text(MerchantRefusals.RegistrationWrong(row.Number?.Trim() ?? "")) : null;

    private string? FaultOf(string field) => (field == "handlingDays" && badDays) || (field == "returnDays" && badReturnDays) ? Words["refusal.form.not-a-number"] : Refusal?.Field == field ? Words.Text(Refusal) : null;

    private async Task SendAsync()
    {
        address[AddressPart.Name] = string.IsNullOrWhiteSpace(address[AddressPart.Name]) ? name : address[AddressPart.Name];
        var place = address.ToAddress();
        findings = AddressCheck.Check(place);
        badDays = !int.TryParse(handlingDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days);
        var own = 0;
        badReturnDays = Tidy(returnDays) is { } typed && !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out own);
        foreach (var depot in depots.Where(d => string.IsNullOrWhiteSpace(d.Draft[AddressPart.Name]))) depot.Draft[AddressPart.Name] = name;
        foreach (var depot in depots) depot.Findings = AddressCheck.Check(depot.Draft.ToAddress());
        tried = true;
        if (badDays || badReturnDays || depots.Exists(d => !d.Findings!.IsAcceptable) || !findings.IsAcceptable || registrations.Exists(r => r.Read() is null)) return;
        await OnSend.InvokeAsync(new MerchantProfile
        {
            Name = name?.Trim() ?? "", NativeName = Tidy(nativeName), Registration = registration?.Trim() ?? "", VatNumber = Tidy(vatNumber), Eori = Tidy(eori), Email = email?.Trim() ?? "",
            Address = place, Currency = new Currency(currency), HandlingDays = days, ReturnDays = Tidy(returnDays) is null ? null : own, ReturnPostage = returnPostage, ReturnAddresses = depots.ConvertAll(d => d.Draft.ToAddress()),
            Registrations = [.. registrations.Select(r => r.Read()!).Distinct()],
            About = Language.All.Where(l => !string.IsNullOrWhiteSpace(about.GetValueOrDefault(l.Tag))).ToDictionary(l => l.Tag, l => about[l.Tag].Trim(), StringComparer.Ordinal),
        });
    }

    /// <summary>A return address while it is typed.</summary>
    private sealed class Depot(AddressDraft draft)
    {
        public AddressDraft Draft => draft;

        public AddressFindings? Findings { get; set; }
    }

    private static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
