using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Storefront.Shipping;

namespace Storefront.Merchants;

/// <summary>How a merchant's registrations are kept: one to the line, kind by name, country and number.</summary>
internal static class RegistrationLines
{
    public static readonly ValueConverter<IReadOnlyList<TaxRegistration>, string> Converter = new(v => Write(v), s => Read(s));

    public static readonly ValueComparer<IReadOnlyList<TaxRegistration>> Comparer = new((a, b) => a!.SequenceEqual(b!), v => v.Aggregate(0, HashCode.Combine), v => v);

    public static string Write(IReadOnlyList<TaxRegistration> registrations) => string.Join('\n', registrations.Select(r => $"{r.Kind} {r.Country} {r.Number}"));

    public static IReadOnlyList<TaxRegistration> Read(string lines) =>
    [
        .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).Select(p => new TaxRegistration(Enum.Parse<TaxRegistrationKind>(p[0]), p[2], new Country(p[1]))),
    ];
}
