using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;

namespace Storefront.Search;

internal ref struct BlobReader(ReadOnlySpan<byte> bytes)
{
    private static readonly ConcurrentDictionary<int, Currency> Currencies = new();
    private static readonly ConcurrentDictionary<int, Country> Countries = new();

    private ReadOnlySpan<byte> rest = bytes;

    public byte Byte()
    {
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public bool Bool() => Byte() != 0;

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }
    }

    public int Int() => checked((int)Number());

    public string? TextOrNull()
    {
        var length = Int();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public string Text() => TextOrNull() ?? throw new InvalidDataException("A text is missing.");

    /// <summary>The bytes of a text, for a look-up or to pass over it.</summary>
    public ReadOnlySpan<byte> TextBytes()
    {
        var length = Int();
        return length < 0 ? default : Take(length);
    }

    public Guid Id() => new(Take(16));

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public Money Amount() => new(Number(), CurrencyCode());

    public Currency CurrencyCode()
    {
        var code = TextBytes();
        var key = (code[0] << 16) | (code[1] << 8) | code[2];
        return Currencies.TryGetValue(key, out var known) ? known : Currencies[key] = new Currency(Encoding.UTF8.GetString(code));
    }

    public Country CountryCode()
    {
        var code = TextBytes();
        var key = (code[0] << 8) | code[1];
        return Countries.TryGetValue(key, out var known) ? known : Countries[key] = new Country(Encoding.UTF8.GetString(code));
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }
}
