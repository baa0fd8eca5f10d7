namespace Storefront.Languages;

/// <summary>A message cannot be read or said as written. Always our bug; names the message and the place.</summary>
public sealed class MessageFormatException : FormatException
{
    public MessageFormatException(string key, int position, string why)
        : base($"Message '{key}', position {position}: {why}") => (Key, Position) = (key, position);

    public MessageFormatException(string key, string why)
        : base($"Message '{key}': {why}") => Key = key;

    public string Key { get; }

    /// <summary>0-based place in the pattern; -1 where the pattern itself is fine.</summary>
    public int Position { get; } = -1;
}
