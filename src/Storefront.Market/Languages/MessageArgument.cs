namespace Storefront.Languages;

/// <summary>A named value for a message: text, a whole or decimal number, money, a day, an instant, a weight, a share or a country.
/// Written as a tuple at the call: <c>("count", 3)</c>, <c>("amount", total)</c>.</summary>
public readonly struct MessageArgument
{
    private MessageArgument(string name, MessageValueKind kind) => (Name, Kind) = (name, kind);

    public string Name { get; }

    internal MessageValueKind Kind { get; }

    internal string? Words { get; private init; }

    internal decimal Number { get; private init; }

    internal Money Money { get; private init; }

    internal DateTime Instant { get; private init; }

    public static implicit operator MessageArgument((string Name, string? Value) a) => new(a.Name, MessageValueKind.Text) { Words = a.Value ?? "" };

    public static implicit operator MessageArgument((string Name, int Value) a) => new(a.Name, MessageValueKind.Number) { Number = a.Value };

    public static implicit operator MessageArgument((string Name, long Value) a) => new(a.Name, MessageValueKind.Number) { Number = a.Value };

    public static implicit operator MessageArgument((string Name, decimal Value) a) => new(a.Name, MessageValueKind.Number) { Number = a.Value };

    public static implicit operator MessageArgument((string Name, Money Value) a) => new(a.Name, MessageValueKind.Money) { Money = a.Value };

    public static implicit operator MessageArgument((string Name, PartsPerMillion Value) a) => new(a.Name, MessageValueKind.Share) { Number = a.Value.Value };

    public static implicit operator MessageArgument((string Name, Weight Value) a) => new(a.Name, MessageValueKind.Weight) { Number = a.Value.Grams };

    /// <summary>A country is shown by its name in the message's language.</summary>
    public static implicit operator MessageArgument((string Name, Country Value) a) => new(a.Name, MessageValueKind.Country) { Words = a.Value.Code };

    public static implicit operator MessageArgument((string Name, DateOnly Value) a) =>
        new(a.Name, MessageValueKind.Day) { Instant = a.Value.ToDateTime(TimeOnly.MinValue) };

    /// <summary>An instant in UTC; messages show it in UTC and say so. For a local time format it beforehand and give the text.</summary>
    public static implicit operator MessageArgument((string Name, DateTime Value) a) => new(a.Name, MessageValueKind.Instant) { Instant = a.Value };

    /// <summary>From a value whose type is known only at run time, as in a refusal.</summary>
    /// <exception cref="ArgumentException">Messages cannot show this type.</exception>
    public static MessageArgument From(string name, object value) => value switch
    {
        string v => (name, v),
        int v => (name, v),
        long v => (name, v),
        decimal v => (name, v),
        Money v => (name, v),
        PartsPerMillion v => (name, v),
        Weight v => (name, v),
        DateOnly v => (name, v),
        DateTime v => (name, v),
        Country v => (name, v),
        Currency or HsCode or Enum => (name, value.ToString()),
        _ => throw new ArgumentException($"The argument '{name}' is a {value.GetType().Name}, which messages cannot show.", nameof(value)),
    };
}

internal enum MessageValueKind
{
    Text,
    Number,
    Money,
    Share,
    Weight,
    Day,
    Instant,
    Country,
}
