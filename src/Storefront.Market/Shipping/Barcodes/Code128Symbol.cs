namespace Storefront.Shipping;

/// <summary>An encoded Code 128 bar code: what to print, in widths of the narrowest bar, without the quiet zones.</summary>
/// <param name="Text">What people read under the bars.</param>
/// <param name="Values">Symbol values from the start character over data and check to the stop, 106.</param>
public sealed record Code128Symbol(string Text, IReadOnlyList<byte> Values)
{
    /// <summary>Clear space that a reader needs on each side, in modules.</summary>
    public const int QuietModules = 10;

    /// <summary>Widths in modules of bar, space, bar, space ... beginning and ending with a bar.</summary>
    public IReadOnlyList<int> Widths { get; } = [.. Values.SelectMany(Code128Patterns.WidthsOf)];

    /// <summary>Width of all bars and spaces in modules: eleven for each symbol and two more for the stop.</summary>
    public int Modules => (11 * Values.Count) + 2;

    /// <summary>The check value: start plus each value times its place, modulo 103.</summary>
    public byte Check => Values[^2];
}
