using System.Diagnostics;

namespace Storefront.Connectors.Tests;

/// <summary>Runs a program of the system that reads what we wrote: zbarimg, pdftoppm, pdfinfo, pdftotext, vips.</summary>
internal static class Tool
{
    private const int NoBarCode = 4;

    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(program, arguments, fine: 0);

    private static async Task<string> RunAsync(string program, string[] arguments, int fine)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0 || process.ExitCode == fine ? await output : throw new InvalidOperationException($"{program}: {await errors}{await output}");
    }

    /// <summary>What a reader finds in a picture, each bar code as its kind, a colon and its text; nothing on a page without any, as on an invoice.</summary>
    public static async Task<string[]> ReadBarCodesAsync(string picture) =>
        (await RunAsync("zbarimg", ["-q", picture], NoBarCode)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("storefront-test-").FullName;

    public async Task<string> WriteAsync(string name, byte[] bytes)
    {
        var path = this[name];
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
