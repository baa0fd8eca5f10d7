namespace Storefront.Customs.Readiness;

/// <summary>A part of a listing that destinations ask about.</summary>
public enum ReadinessPart
{
    HsCode,

    /// <summary>More digits than six, as the destination's own tariff has them.</summary>
    NationalCode,
    Origin,
    Description,

    /// <summary>The description in letters that customs forms can use.</summary>
    LatinLetters,

    /// <summary>A title in the language of the country that the goods leave.</summary>
    LocalName,

    /// <summary>A description that says what it is.</summary>
    ClearWords,
    Weight,
    Size,

    /// <summary>A GTIN, or brand and part number, of every variant.</summary>
    Identifier,
    Maker,

    /// <summary>Who is responsible in the European Union.</summary>
    ResponsiblePerson,

    /// <summary>Which batteries, and how they are packed.</summary>
    Battery,
}

public enum ReadinessNeed
{
    /// <summary>It can be sold without; the merchant is warned.</summary>
    Advised,

    /// <summary>It is not sold there without.</summary>
    Required,
}

public enum ReadinessWhen
{
    Always,

    /// <summary>A customs border lies between.</summary>
    Border,

    /// <summary>The goods leave China for another customs area.</summary>
    BorderOfChina,

    /// <summary>A variant has a battery.</summary>
    Battery,

    /// <summary>The maker is not established in the destination's union; a maker that is not known is taken to be where the goods leave from.</summary>
    MakerOutside,
}

/// <summary>One thing that a destination asks for. A row of data with source and date; nothing about a country is in code.</summary>
public sealed record ReadinessRule(
    string Destination, ReadinessPart Part, ReadinessNeed Need, ReadinessWhen When, DateOnly? ValidFrom, DateOnly? ValidTo, string Source, DateOnly CheckedOn)
{
    public required HsPrefixes Hs { get; init; }

    /// <summary>Goods to which it does not apply.</summary>
    public required HsPrefixes Except { get; init; }

    public bool HoldsOn(DateOnly day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);

    /// <summary>Whether goods of this code fall under it; goods without a code always do.</summary>
    public bool Concerns(HsCode? code) => code is not { } known || ((Hs.IsEmpty || Hs.Fits(known)) && !Except.Fits(known));

    internal static IEnumerable<ReadinessRule> BuiltIn() => DataRow.In("Customs.Data.readiness-rules.csv").Select(row => new ReadinessRule(
        row.Text("destination"), row.Name<ReadinessPart>("part"), row.Name<ReadinessNeed>("need"), row.Name<ReadinessWhen>("when"), row.DateOrNull("valid_from"), row.DateOrNull("valid_to"), row.Text("source"), row.Date("checked_on"))
    {
        Hs = HsPrefixes.In(row, "hs"), Except = HsPrefixes.In(row, "hs_except"),
    });
}
