using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Stripe's own client for Node, at the version of <c>tests/StripeTwin/package.json</c>. <c>eng/test.sh</c> installs it; without that the first use does.</summary>
internal static class OfficialClient
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../../StripeTwin"));

    public static string Table => Path.Combine(Folder, "calls.json");

    public static async Task<string> RunAsync(string? input, params string[] arguments)
    {
        await Installed.Value;
        return await RunAsync("node", input, ["twin.mjs", .. arguments]);
    }

    private static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules/stripe"))) await RunAsync("npm", null, ["ci", "--no-progress"]);
    }

    private static async Task<string> RunAsync(string program, string? input, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await errors}");
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
