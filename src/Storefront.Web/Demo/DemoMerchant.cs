namespace Storefront.Web.Demo;

/// <summary>A merchant of the demo market, as <c>Demo/merchants.json</c> holds it. All of them are invented.</summary>
public sealed record DemoMerchant
{
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required string Country { get; init; }

    public required string City { get; init; }

    public string? Region { get; init; }

    public required IReadOnlyList<string> Street { get; init; }

    public string? Postcode { get; init; }

    public required string Phone { get; init; }

    public required string Email { get; init; }

    public required string Currency { get; init; }

    public required string Registration { get; init; }

    public string? VatNumber { get; init; }

    public string? Eori { get; init; }

    public required int HandlingDays { get; init; }

    public required int OpenedYear { get; init; }

    public required IReadOnlyDictionary<string, string> About { get; init; }

    public string? NativeName { get; init; }

    public IReadOnlyList<string>? NativeAddress { get; init; }
}

/// <summary>A category of the demo market, as <c>Demo/categories.json</c> holds it.</summary>
public sealed record DemoCategory(string Key, string? Parent, IReadOnlyDictionary<string, string> Name);
