namespace Storefront.Returns;

/// <summary>Units of one order line that go back, and what was found when they came.</summary>
public sealed class ReturnLine
{
    private ReturnLine()
    {
    }

    public Guid Id { get; private set; }

    public ReturnId Return { get; private set; }

    public Guid OrderLine { get; private set; }

    public int Units { get; private set; }

    /// <summary>Null before the inspection; then from none to <see cref="Units"/>.</summary>
    public int? AcceptedUnits { get; private set; }

    /// <summary>Null before the inspection, and when nobody looked in time.</summary>
    public ReturnCondition? Condition { get; private set; }

    /// <summary>Accepted units that are for sale again.</summary>
    public bool BackToStock { get; private set; }

    /// <summary>Taken off for use beyond what trying the goods needs, in minor units of the charge currency; only for a change of mind.</summary>
    public long DeductionMinor { get; private set; }

    public string? DeductionReason { get; private set; }

    internal static ReturnLine Of(ReturnId id, Guid line, int units) => new() { Id = Guid.CreateVersion7(), Return = id, OrderLine = line, Units = units };

    internal void Inspected(int accepted, ReturnCondition? condition, bool backToStock, Money deduction, string? reason) =>
        (AcceptedUnits, Condition, BackToStock, DeductionMinor, DeductionReason) = (accepted, condition, backToStock, deduction.Minor, reason);
}
