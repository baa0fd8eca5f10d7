using System.Diagnostics;
using System.Globalization;

namespace Storefront.Connectors.Pictures;

/// <summary>Runs one program with bounds that the kernel holds: address space, processor time, size of files, and a time limit of ours.</summary>
internal sealed class LimitedProcess(PictureSettings settings, TimeProvider clock)
{
    private const string Limiter = "prlimit";
    private const long LargestFile = 64L * 1024 * 1024;

    /// <summary>The programs that are missing on this machine's path.</summary>
    public IReadOnlyList<string> Missing => [.. new[] { settings.Program, Limiter }.Where(p => !IsThere(p))];

    /// <summary>True when the program ended well within its bounds. A run that was cut short is ended with all its children.</summary>
    public async Task<bool> RunAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Limiter)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        string[] limits =
        [
            $"--as={((long)settings.MemoryMebibytes * 1024 * 1024).ToString(CultureInfo.InvariantCulture)}",
            $"--cpu={Math.Ceiling(settings.TimeLimit.TotalSeconds).ToString(CultureInfo.InvariantCulture)}",
            $"--fsize={LargestFile.ToString(CultureInfo.InvariantCulture)}", "--core=0", "--", settings.Program,
        ];
        foreach (var argument in limits.Concat(arguments)) start.ArgumentList.Add(argument);
        KeepOnly(start.Environment, "PATH");
        start.Environment["HOME"] = start.Environment["TMPDIR"] = folder;
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["MALLOC_ARENA_MAX"] = "2";

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Limiter} did not start.");
        process.StandardInput.Close();
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        using var limit = new CancellationTokenSource(settings.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await process.WaitForExitAsync(either.Token);
            await said;
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>The program sees nothing of the app's surroundings, where secrets may stand.</summary>
    private static void KeepOnly(IDictionary<string, string?> environment, string name)
    {
        foreach (var key in environment.Keys.Where(k => k != name).ToArray()) environment.Remove(key);
    }

    private static bool IsThere(string program) => Path.IsPathRooted(program)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));
}
