namespace Storefront.Languages;

/// <summary>One node of a compiled message.</summary>
internal abstract record MessageNode
{
    public abstract void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural);

    public static bool TryFind(ReadOnlySpan<MessageArgument> arguments, string name, out MessageArgument found)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Name == name)
            {
                found = argument;
                return true;
            }
        }

        found = default;
        return false;
    }
}

/// <summary>The number that a <c>#</c> stands for: that of the innermost plural around it.</summary>
internal readonly record struct PluralNumber(string? Argument, decimal Value);

internal sealed record LiteralNode(string Text) : MessageNode
{
    public override void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural) => to.Words(Text);
}

internal sealed record SequenceNode(MessageNode[] Nodes) : MessageNode
{
    public override void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural)
    {
        foreach (var node in Nodes) node.Write(ref to, arguments, plural);
    }
}

internal sealed record NumberSignNode : MessageNode
{
    public override void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural)
    {
        Span<char> buffer = stackalloc char[Formatter.LongestNumber];
        to.Value(plural.Argument!, buffer[..to.Format.WriteNumber(buffer, plural.Value)]);
    }
}

internal sealed record SelectNode(string Argument, (string Keyword, MessageNode Then)[] Cases, MessageNode Other) : MessageNode
{
    public override void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural)
    {
        if (!TryFind(arguments, Argument, out var argument))
        {
            to.Fault(Argument, $"the argument '{Argument}' was not given.");
            return;
        }

        var keyword = argument.Kind == MessageValueKind.Number
            ? argument.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : argument.Words;
        foreach (var (candidate, then) in Cases)
        {
            if (candidate == keyword)
            {
                then.Write(ref to, arguments, plural);
                return;
            }
        }

        Other.Write(ref to, arguments, plural);
    }
}

internal sealed record PluralNode(
    string Argument, decimal Offset, (decimal Number, MessageNode Then)[] Exact, MessageNode?[] ByCategory, PluralRules Rules) : MessageNode
{
    public override void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural)
    {
        if (!TryFind(arguments, Argument, out var argument) || argument.Kind != MessageValueKind.Number)
        {
            to.Fault(Argument, $"the number '{Argument}' was not given.");
            return;
        }

        var shown = new PluralNumber(Argument, argument.Number - Offset);
        foreach (var (number, then) in Exact)
        {
            if (number == argument.Number)
            {
                then.Write(ref to, arguments, shown);
                return;
            }
        }

        (ByCategory[(int)Rules.Choose(shown.Value)] ?? ByCategory[(int)PluralCategory.Other]!).Write(ref to, arguments, shown);
    }
}

internal sealed record ArgumentNode(string Argument, ArgumentStyle Style) : MessageNode
{
    public override void Write(ref MessageWriter to, ReadOnlySpan<MessageArgument> arguments, in PluralNumber plural)
    {
        if (!TryFind(arguments, Argument, out var argument)) to.Fault(Argument, $"the argument '{Argument}' was not given.");
        else if (!Style.Shows(argument.Kind)) to.Fault(Argument, $"the argument '{Argument}' is {argument.Kind}, the message wants {Style.Name}.");
        else Write(ref to, argument);
    }

    private void Write(ref MessageWriter to, in MessageArgument argument)
    {
        Span<char> buffer = stackalloc char[Formatter.LongestNumber];
        var format = to.Format;
        switch (argument.Kind)
        {
            case MessageValueKind.Text when Style.Name == "country":
                to.Value(Argument, Country.TryParse(argument.Words, out var country) ? Countries.Name(country, format.Language) : argument.Words);
                break;
            case MessageValueKind.Text when Style.Name == "currency":
                to.Value(Argument, Currency.TryParse(argument.Words, out var currency) ? Currencies.Name(currency, format.Language) : argument.Words);
                break;
            case MessageValueKind.Text:
                to.ForeignValue(Argument, argument.Words);
                break;
            case MessageValueKind.Country:
                to.Value(Argument, Countries.Name(new Country(argument.Words!), format.Language));
                break;
            case MessageValueKind.Number when Style.Name == "percent":
                to.Value(Argument, format.Percent(PartsPerMillion.FromPercent(argument.Number)));
                break;
            case MessageValueKind.Number when Style.Variant == "integer":
                to.Value(Argument, buffer[..format.WriteNumber(buffer, Math.Round(argument.Number, MidpointRounding.AwayFromZero))]);
                break;
            case MessageValueKind.Number:
                to.Value(Argument, buffer[..format.WriteNumber(buffer, argument.Number)]);
                break;
            case MessageValueKind.Money:
                to.ForeignValue(Argument, buffer[..format.WriteMoney(buffer, argument.Money)]);
                break;
            case MessageValueKind.Share:
                to.Value(Argument, format.Percent(new PartsPerMillion((int)argument.Number)));
                break;
            case MessageValueKind.Weight:
                to.Value(Argument, format.Weight(new Weight((int)argument.Number)));
                break;
            case MessageValueKind.Day:
                to.Value(Argument, format.Date(DateOnly.FromDateTime(argument.Instant), Style.Date));
                break;
            case MessageValueKind.Instant when Style.Name == "date":
                to.Value(Argument, format.Date(DateOnly.FromDateTime(argument.Instant), Style.Date));
                break;
            case MessageValueKind.Instant when Style.Name == "time":
                to.Value(Argument, format.Time(argument.Instant, TimeZoneInfo.Utc));
                break;
            case MessageValueKind.Instant:
                to.Value(Argument, format.DateTime(argument.Instant, TimeZoneInfo.Utc));
                break;
        }
    }
}

/// <summary>What stands after the argument's name: <c>number</c>, <c>number, integer</c>, <c>percent</c>, <c>money</c>, <c>weight</c>,
/// <c>date</c>, <c>date, short</c>, <c>time</c>, <c>datetime</c>, <c>country</c> and <c>currency</c> (names for codes), or nothing.</summary>
internal readonly record struct ArgumentStyle(string? Name, string? Variant)
{
    public DateStyle Date => Variant switch
    {
        "short" => DateStyle.Short,
        "day" => DateStyle.Day,
        "weekday" => DateStyle.Weekday,
        _ => DateStyle.Long,
    };

    public bool IsKnown => (Name, Variant) switch
    {
        (null or "percent" or "money" or "weight" or "time" or "datetime" or "country" or "currency", null) => true,
        ("number", null or "integer") => true,
        ("date", null or "long" or "short" or "day" or "weekday") => true,
        _ => false,
    };

    public bool Shows(MessageValueKind kind) => Name switch
    {
        "number" => kind is MessageValueKind.Number,
        "percent" => kind is MessageValueKind.Share or MessageValueKind.Number,
        "money" => kind is MessageValueKind.Money,
        "weight" => kind is MessageValueKind.Weight,
        "country" => kind is MessageValueKind.Country or MessageValueKind.Text,
        "currency" => kind is MessageValueKind.Text,
        "date" => kind is MessageValueKind.Day or MessageValueKind.Instant,
        "time" or "datetime" => kind is MessageValueKind.Instant,
        _ => true,
    };
}
