namespace Storefront.Customs;

public enum FeeBy
{
    /// <summary>The authority itself.</summary>
    Customs,

    /// <summary>The post or carrier that clears and collects.</summary>
    Handler,
}

public enum FeeOf
{
    /// <summary>The customs value.</summary>
    Value,

    /// <summary>Duty and tax together.</summary>
    Charges,
}

/// <summary>What is asked for clearing a parcel beside duty and tax. A row of data with source and date.</summary>
/// <param name="Destination">Null: every one.</param>
/// <param name="ShipsFrom">Only for parcels sent from there; null: from anywhere.</param>
/// <param name="Handler">A carrier's key or <c>post</c>; null for whoever it is.</param>
/// <param name="AtDoor">Asked of the addressee; else billed to the sender for duty and tax paid in the addressee's place.</param>
/// <param name="Amount">In <paramref name="Currency"/>, major units.</param>
/// <param name="Share">Of what <paramref name="Of"/> names, on top of the amount.</param>
/// <param name="Least">Lower bound of the whole fee.</param>
/// <param name="Above">Asked only where the customs value exceeds it.</param>
public sealed record ClearanceFee(
    Country? Destination, Country? ShipsFrom, FeeBy By, string? Handler, bool AtDoor, decimal Amount, PartsPerMillion Share, FeeOf Of, decimal? Least, decimal? Most, decimal? Above,
    Currency Currency, DateOnly? ValidFrom, DateOnly? ValidTo, string Source, DateOnly CheckedOn, Confidence Confidence)
{
    public const int LongestHandler = 40;

    /// <summary>More is a slip, in whatever currency.</summary>
    public const decimal HighestAmount = 10_000_000m;

    /// <summary>What one fee takes the place of: another one for the same.</summary>
    internal (Country?, Country?, FeeBy, string?, bool) Place => (Destination, ShipsFrom, By, Handler, AtDoor);

    /// <summary>How closely the row says whose fee it is: a named carrier counts more than a named country of dispatch.</summary>
    internal int Closeness => (Handler is null ? 0 : 2) + (ShipsFrom is null ? 0 : 1);

    public bool HoldsFor(Country shipsFrom, DateOnly day) =>
        (ShipsFrom is not { } only || only == shipsFrom) && (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day <= to);

    /// <summary>What a person wrote that cannot be; null where it can.</summary>
    internal Refusal? Fault()
    {
        if (Handler is { } carrier && (By == FeeBy.Customs || carrier.Length > LongestHandler || !carrier.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))) return ClearanceRefusals.HandlerWrong;
        if (Outside(Amount)) return ClearanceRefusals.AmountOutside;
        if (Outside(Least)) return ClearanceRefusals.AmountOutside.On("least");
        if (Outside(Most)) return ClearanceRefusals.AmountOutside.On("most");
        if (Outside(Above)) return ClearanceRefusals.AmountOutside.On("above");
        if (Share.Value is < 0 or > 1_000_000) return ClearanceRefusals.ShareOutside;
        if (Least > Most) return ClearanceRefusals.BoundsWrong;
        if (ValidFrom is not { } from) return ClearanceRefusals.FromMissing;
        return ValidTo < from ? ClearanceRefusals.PeriodWrong : null;

        static bool Outside(decimal? amount) => amount is { } told && (told is < 0 or > HighestAmount || told * 10_000 != decimal.Truncate(told * 10_000));
    }

    public bool IsOf(string handler) => Handler is null || Handler == handler;

    /// <summary>The fee in its own currency, unrounded.</summary>
    /// <param name="value">The customs value in the fee's currency.</param>
    /// <param name="charges">Duty and tax in the fee's currency.</param>
    public decimal Due(decimal value, decimal charges)
    {
        if (Above is { } over && value <= over) return 0;
        var of = Of switch
        {
            FeeOf.Value => value,
            FeeOf.Charges => charges,
        };
        var fee = Amount + (Share.AsFactor * of);
        if (Least is { } least && fee < least) fee = least;
        return Most is { } most && fee > most ? most : fee;
    }
}
