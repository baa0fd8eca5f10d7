using System.Buffers.Binary;
using System.Text;

namespace Storefront.Search;

/// <summary>Packs values into bytes; <see cref="BlobReader"/> takes them out in the same order.</summary>
internal sealed class BlobWriter
{
    private byte[] buffer = new byte[1024];
    private int length;

    public void Clear() => length = 0;

    public byte[] ToArray() => buffer.AsSpan(0, length).ToArray();

    public void Byte(byte value) => Room(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Zigzag, seven bits a byte: small numbers take one byte.</summary>
    public void Number(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7) Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(-1);
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Number(bytes);
        Encoding.UTF8.GetBytes(value, Room(bytes));
    }

    public void Id(Guid value) => value.TryWriteBytes(Room(16));

    public void Float(float value) => BinaryPrimitives.WriteSingleLittleEndian(Room(4), value);

    public void Amount(Money value)
    {
        Number(value.Minor);
        Text(value.Currency.Code);
    }

    private Span<byte> Room(int bytes)
    {
        if (length + bytes > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
        length += bytes;
        return buffer.AsSpan(length - bytes, bytes);
    }
}
