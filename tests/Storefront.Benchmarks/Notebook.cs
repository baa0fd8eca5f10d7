namespace Storefront.Benchmarks;

/// <summary>What was measured so far; each line is told as it comes.</summary>
internal sealed class Notebook(BenchmarkOptions options)
{
    private readonly List<Measured> measured = [];
    private readonly List<string> notes = [];

    public IReadOnlyList<Measured> Measured => measured;

    /// <summary>What was seen besides the table.</summary>
    public IReadOnlyList<string> Notes => notes;

    public bool Wanted(string name) => options.Only is null || name.Contains(options.Only, StringComparison.OrdinalIgnoreCase);

    /// <param name="text">Texts per second in the same run; zero for the text itself, null where no HTTP is involved.</param>
    /// <returns>Per second.</returns>
    public double Add(string name, Market.MarketSize size, double? text, List<double> times, double seconds, Reading before, Reading after)
    {
        var one = Benchmarks.Measured.Of(name, size, times, seconds, before, after);
        one = one with { Ratio = text is not { } texts ? null : texts > 0 ? one.PerSecond / texts : 1 };
        measured.Add(one);
        Say(Report.Line(one));
        return one.PerSecond;
    }

    public void Note(string text)
    {
        notes.Add(text);
        Say(text);
    }

    public static void Say(string text) => Console.WriteLine(text);
}
