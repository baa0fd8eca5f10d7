using System.Globalization;
using Storefront.Benchmarks;
using Storefront.Benchmarks.Load;

// Addresses are drawn in this process, so that cultures are there; the figures are written without one.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args.Contains("--help"))
{
    Console.WriteLine(BenchmarkOptions.Help);
    return 0;
}

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

var notebook = new Notebook(options);
Console.WriteLine(Report.Head);
try
{
    new JournalBench(options, notebook).Run();
    new QuoteBench(options, notebook).Run();
    new LabelBench(options, notebook).Run();
    new TrackingBench(options, notebook).Run();
    foreach (var listings in options.Listings) await new Bench(options, notebook, listings).RunAsync();
    foreach (var orders in options.Orders) await new GrowthBench(options, notebook, orders).RunAsync();
}
catch (RejectedException e)
{
    Console.Error.WriteLine($"The run is void: {e.Message}");
    return 1;
}
catch (Exception e)
{
    // An end without an exit would leave the database server running.
    Console.Error.WriteLine($"The run broke off: {e}");
    return 1;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(options.Out))!);
File.WriteAllText(options.Out, Report.Whole(options, notebook.Measured, notebook.Notes));
Console.WriteLine($"Written to {options.Out}");
return 0;
