using Storefront.Benchmarks;
using Storefront.Benchmarks.Load;

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Read(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

var measured = new List<Measured>();
var notes = new List<string>();
Console.WriteLine(Report.Head);
try
{
    foreach (var listings in options.Listings)
    {
        var bench = new Bench(options, listings);
        try
        {
            await bench.RunAsync();
        }
        finally
        {
            measured.AddRange(bench.Measured);
            notes.AddRange(bench.Notes);
        }
    }
}
catch (RejectedException e)
{
    Console.Error.WriteLine($"The run is void: {e.Message}");
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
File.WriteAllText(options.Out, Report.Whole(options, measured, notes));
Console.WriteLine($"Written to {options.Out}");
return 0;
