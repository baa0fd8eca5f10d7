namespace Storefront.Customs.Classification;

/// <summary>Where a tariff file's columns stand; below zero where it has no such column.</summary>
internal sealed record TariffColumns(int Code, int Description, int Parent, int Duty, int Origin, int Kind, int From, int To)
{
    public bool HasWanted => Code >= 0 && Description >= 0 && Parent >= 0;

    public static TariffColumns In(string[] header)
    {
        int At(string name) => Array.FindIndex(header, c => c.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
        return new TariffColumns(At("hscode"), At("description"), At("parent"), At("duty_percent"), At("origin"), At("kind"), At("valid_from"), At("valid_to"));
    }

    public TariffRow Row(int line, string[] cells)
    {
        string Cell(int at) => at >= 0 && at < cells.Length ? cells[at].Trim() : "";
        return new TariffRow(line, Plain(Cell(Code)), Cell(Description), Plain(Cell(Parent)), new DutyCells(Cell(Duty), Cell(Origin), Cell(Kind), Cell(From), Cell(To)));
    }

    /// <summary>Without the dots and blanks with which tariffs are printed.</summary>
    private static string Plain(string code) => string.Concat(code.Where(c => c is not ('.' or ' ')));
}

internal sealed record TariffRow(int Line, string Code, string Description, string Parent, DutyCells Duty);
