namespace Storefront.Customs.Classification;

/// <summary>One line of a customs nomenclature: a chapter, a heading, a subheading or a national subdivision of one.</summary>
/// <param name="Code">2, 4 or 6 digits of the Harmonized System; 8 or 10 in a country's own table.</param>
public sealed record HsEntry(string Code, string Description)
{
    /// <summary>Goods can be declared under it: six digits at least.</summary>
    public bool IsDeclarable => Code.Length >= 6;

    public string Heading => Code.Length >= 4 ? Code[..4] : Code;
}

/// <summary>How well an entry answers the words that were looked for, best first.</summary>
public enum HsFit
{
    /// <summary>Every word stands in the description.</summary>
    AllWords,

    /// <summary>Every word begins one of the description's, or is a name of goods that belong there.</summary>
    AllInPart,

    /// <summary>Some of the words.</summary>
    Some,
}

/// <param name="Words">The words of the question that it answers, as they were typed.</param>
public sealed record HsHit(HsEntry Entry, HsFit Fit, IReadOnlyList<string> Words);
