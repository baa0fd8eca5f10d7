using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Storefront.Data.Conventions;

/// <summary>A value that is read and written whole, kept as JSON text. Values are immutable: a change is a new value.</summary>
internal static class JsonColumn
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property, int maxLength)
    {
        property.HasConversion(
            new ValueConverter<T, string>(v => JsonSerializer.Serialize(v, Options), s => JsonSerializer.Deserialize<T>(s, Options)!),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b) || (a != null && a.Equals(b)), v => v == null ? 0 : v.GetHashCode(), v => v));
        // Beyond what every brand can bound, the column has no length of its own.
        return maxLength <= 4000 ? property.HasMaxLength(maxLength) : property;
    }
}
