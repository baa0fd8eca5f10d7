using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Storefront.Data.Conventions;

/// <summary>Members of enumerations by their names. While two versions run together a row may bear a name that only the newer one knows: the older one reads it as a value that is no member, so that lists
/// that hold such a row can be read, no table of moves allows anything from it, and whatever has to know what it means fails and is left to the newer one. Such a value is never written: a row that
/// is changed elsewhere keeps the name that it had.</summary>
internal sealed class EnumText<T>() : ValueConverter<T, string>(value => Write(value), text => Read(text))
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Known = Enum.GetValues<T>().Distinct().ToFrozenDictionary(v => v.ToString(), StringComparer.Ordinal);
    private static readonly FrozenDictionary<T, string> Names = Known.ToFrozenDictionary(k => k.Value, k => k.Key);
    private static readonly T Newer = (T)Enum.ToObject(typeof(T), int.MinValue);

    private static T Read(string text) => Known.TryGetValue(text, out var value) ? value : Newer;

    private static string Write(T value) => Names.TryGetValue(value, out var name) ? name : throw new InvalidOperationException($"A {typeof(T).Name} that this version does not know is not written.");
}
