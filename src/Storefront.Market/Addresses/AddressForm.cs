using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Storefront.Shipping;

namespace Storefront.Addresses;

/// <summary>How an address is asked for and printed in one country: order, names and lengths of its parts, what is required, the usual look of
/// a postcode. Source and date are in <c>Data/address-forms.csv</c> and <c>address-regions.csv</c>.</summary>
public sealed class AddressForm
{
    public const int LongestPostcode = 20;
    public const int LongestPhone = 30;
    public const int LongestTaxId = 30;

    private static readonly FrozenDictionary<Country, AddressForm> ByCountry = Read();

    private static readonly AddressForm General = new(new Dictionary<string, string>
    {
        ["order"] = "{name}|{company}|{street}|{city} {postcode}|{region}", ["latin order"] = "", ["required"] = "street city", ["capitals"] = "", ["postcode"] = "",
        ["example"] = "", ["postcode name"] = "postcode", ["region name"] = "province", ["city name"] = "city", ["district name"] = "", ["script"] = "",
    }, []);

    private readonly AddressOrder order;
    private readonly AddressOrder latinOrder;
    private readonly HashSet<AddressPart> required;
    private readonly HashSet<AddressPart> capitals;
    private readonly Lazy<Regex>? postcode;

    private AddressForm(IReadOnlyDictionary<string, string> row, IReadOnlyList<AddressRegion> regions)
    {
        order = new AddressOrder(row["order"]);
        latinOrder = row["latin order"].Length == 0 ? order : new AddressOrder(row["latin order"]);
        required = Parts(row["required"]).Append(AddressPart.Name).ToHashSet();
        capitals = Parts(row["capitals"]).ToHashSet();
        postcode = row["postcode"].Length == 0 ? null : new Lazy<Regex>(() => Whole(row["postcode"]));
        PostcodeExample = row["example"];
        PostcodeIsDigits = PostcodeExample.Length > 0 && PostcodeExample.All(char.IsAsciiDigit);
        Regions = regions;
        HasOwnScript = row["script"].Length > 0;
        Fields = [.. Order().Select(p => Field(p, row))];
    }

    /// <summary>Name and company first, then the parts in the order of the country. Country, phone and tax id are the page's.</summary>
    public IReadOnlyList<AddressField> Fields { get; }

    /// <summary>States or provinces to choose from; empty where the part is free text or not used.</summary>
    public IReadOnlyList<AddressRegion> Regions { get; }

    /// <summary>What a postcode looks like, for the hint; empty where there are none.</summary>
    public string PostcodeExample { get; }

    /// <summary>A number pad will do for the postcode.</summary>
    public bool PostcodeIsDigits { get; }

    /// <summary>The country writes in a script of its own; carriers abroad read it in Latin letters.</summary>
    public bool HasOwnScript { get; }

    /// <summary>The form of a country; a general one for a code without its own.</summary>
    public static AddressForm For(Country country) => ByCountry.GetValueOrDefault(country, General);

    public bool Requires(AddressPart part) => required.Contains(part);

    /// <summary>False when the postcode has another look than the country's own. A reason to ask, never to refuse: new codes appear before tables know them.</summary>
    public bool IsUsualPostcode(string text)
    {
        text = text.Trim().ToUpperInvariant();
        if (text.Length > LongestPostcode) return false;
        if (postcode is null || postcode.Value.IsMatch(text)) return true;
        return order.PostcodePrefix is { Length: > 0 } prefix && text.StartsWith(prefix, StringComparison.Ordinal) && postcode.Value.IsMatch(text[prefix.Length..].TrimStart());
    }

    /// <summary>The listed region that a person, a carrier or a file calls so: by key, either name or ISO code, in any case.</summary>
    public AddressRegion? FindRegion(string? text) => string.IsNullOrWhiteSpace(text) ? null : Regions.FirstOrDefault(r => r.IsCalled(text.Trim()));

    /// <summary>The address with spaces tidied, empty parts as null, a listed region by its key, and full-width letters of the postcode made plain.
    /// Nothing that a person wrote is taken away.</summary>
    public PostalAddress Tidy(PostalAddress address) => address with
    {
        Name = Tidy(address.Name) ?? "",
        Company = Tidy(address.Company),
        Street = Tidy(address.Street) ?? "",
        Street2 = Tidy(address.Street2),
        District = Tidy(address.District),
        City = Tidy(address.City),
        Region = FindRegion(Tidy(address.Region))?.Key ?? Tidy(address.Region),
        Postcode = Tidy(address.Postcode, NormalizationForm.FormKC)?.ToUpperInvariant(),
        Phone = Tidy(address.Phone, NormalizationForm.FormKC),
        TaxId = Tidy(address.TaxId, NormalizationForm.FormKC)?.ToUpperInvariant(),
    };

    internal IEnumerable<string> Print(PostalAddress address, AddressScript script) =>
        (script == AddressScript.Latin ? latinOrder : order).Print(part => Shown(address, part, script));

    /// <summary>A pattern for the whole text, in bounded time for any input.</summary>
    internal static Regex Whole(string pattern) => new($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(100));

    private string? Shown(PostalAddress address, AddressPart part, AddressScript script)
    {
        var text = part == AddressPart.Region && FindRegion(address.Region) is { } region ? region.Printed(script) : address.Part(part);
        return capitals.Contains(part) ? text?.ToUpperInvariant() : text;
    }

    private IEnumerable<AddressPart> Order()
    {
        yield return AddressPart.Name;
        yield return AddressPart.Company;
        foreach (var part in order.Parts)
        {
            if (part is AddressPart.Name or AddressPart.Company) continue;
            yield return part;
            if (part == AddressPart.Street) yield return AddressPart.Street2;
        }
    }

    private AddressField Field(AddressPart part, IReadOnlyDictionary<string, string> row)
    {
        var isRequired = Requires(part);
        var (label, autocomplete) = part switch
        {
            AddressPart.Company => ("company", "organization"),
            AddressPart.Street => ("street", "address-line1"),
            AddressPart.Street2 => ("street2", "address-line2"),
            AddressPart.District => ($"district.{row["district name"]}", "address-level3"),
            AddressPart.City => ($"city.{row["city name"]}", "address-level2"),
            AddressPart.Region => ($"region.{row["region name"]}", "address-level1"),
            AddressPart.Postcode => ($"postcode.{row["postcode name"]}", "postal-code"),
            _ => ("name", "name"),
        };
        return new AddressField(
            part,
            $"address.{label}",
            isRequired,
            IsFolded: part is AddressPart.Company or AddressPart.Street2,
            autocomplete,
            part == AddressPart.Postcode ? LongestPostcode : PostalAddress.LongestPart);
    }

    private static string? Tidy(string? text, NormalizationForm form = NormalizationForm.FormC)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // A lone half of a character pair cannot be normalised; the check refuses it afterwards.
        return HasLoneSurrogate(text) ? text : text.Normalize(form);
    }

    private static bool HasLoneSurrogate(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return true;
        }

        return false;
    }

    private static IEnumerable<AddressPart> Parts(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => Enum.Parse<AddressPart>(n, ignoreCase: true));

    private static FrozenDictionary<Country, AddressForm> Read()
    {
        var regions = EmbeddedFile.Rows("Addresses.Data.address-regions.csv").ToLookup(r => r["country"], ReadRegion);
        return EmbeddedFile.Rows("Addresses.Data.address-forms.csv")
            .ToFrozenDictionary(r => new Country(r["code"]), r => new AddressForm(r, [.. regions[r["code"]]]));
    }

    private static AddressRegion ReadRegion(IReadOnlyDictionary<string, string> row) =>
        new(row["key"], row["name"], row["latin"], row["iso"].Length > 0 ? row["iso"] : null);
}
