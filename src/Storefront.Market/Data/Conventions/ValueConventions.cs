using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Storefront.Data.Conventions;

/// <summary>How the trade's value types lie in columns, the same on every database: codes as short text, money as two columns, instants in UTC.</summary>
internal static class ValueConventions
{
    public static void Apply(ModelConfigurationBuilder model)
    {
        foreach (var named in typeof(ValueConventions).Assembly.GetTypes().Where(t => t.IsEnum)) model.Properties(named).HaveConversion(typeof(EnumText<>).MakeGenericType(named)).HaveMaxLength(40).AreUnicode(false);
        model.Properties<Currency>().HaveConversion<CurrencyText>().HaveMaxLength(3).AreUnicode(false);
        model.Properties<Country>().HaveConversion<CountryText>().HaveMaxLength(2).AreUnicode(false);
        model.Properties<HsCode>().HaveConversion<HsCodeText>().HaveMaxLength(10).AreUnicode(false);
        model.Properties<Weight>().HaveConversion<WeightGrams>();
        model.Properties<Dimensions>().HaveConversion<DimensionsText>().HaveMaxLength(20).AreUnicode(false);
        model.Properties<PartsPerMillion>().HaveConversion<PartsPerMillionNumber>();
        model.Properties<DateTime>().HaveConversion<UtcInstant>();
        model.ComplexProperties<Money>();
        foreach (var id in typeof(ValueConventions).Assembly.GetTypes().Where(t => t.IsValueType && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))))
            model.Properties(id).HaveConversion(typeof(IdValue<>).MakeGenericType(id));
    }

    private sealed class CurrencyText() : ValueConverter<Currency, string>(c => c.Code, s => new Currency(s));

    private sealed class CountryText() : ValueConverter<Country, string>(c => c.Code, s => new Country(s));

    private sealed class HsCodeText() : ValueConverter<HsCode, string>(c => c.Digits, s => new HsCode(s));

    private sealed class WeightGrams() : ValueConverter<Weight, int>(w => w.Grams, g => new Weight(g));

    private sealed class DimensionsText() : ValueConverter<Dimensions, string>(d => d.ToString(), s => Read(s))
    {
        private static Dimensions Read(string text) => Dimensions.TryParse(text, out var size) ? size : throw new FormatException($"'{text}' is not a size.");
    }

    private sealed class PartsPerMillionNumber() : ValueConverter<PartsPerMillion, int>(p => p.Value, v => new PartsPerMillion(v));

    private sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(
        d => d.Kind == DateTimeKind.Local ? d.ToUniversalTime() : DateTime.SpecifyKind(d, DateTimeKind.Utc),
        d => DateTime.SpecifyKind(d, DateTimeKind.Utc));

    private sealed class IdValue<T>() : ValueConverter<T, Guid>(id => id.Value, value => Made(value))
        where T : struct, IId<T>
    {
        private static T Made(Guid value) => T.From(value);
    }
}
