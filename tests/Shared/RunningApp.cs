using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Storefront.Testing;

/// <summary>The real program in a process of its own, on a free loopback port with a data folder of its own; ended by its process id.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output;
    private readonly string? ownFolder;

    private RunningApp(Process process, StringBuilder output, string url, string dataFolder, string? ownFolder) =>
        (this.process, this.output, Url, DataFolder, this.ownFolder) = (process, output, url, dataFolder, ownFolder);

    public string Url { get; }

    public string DataFolder { get; }

    public int ProcessId => process.Id;

    /// <summary>All that the program has said so far.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>The repository's root: the folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The program that runs these tests, wherever it is installed.</summary>
    public static string DotnetPath { get; } = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>How the tests, and all that they need, were built.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>The app as the solution's build left it.</summary>
    public static string BuiltApp => Path.Combine(Root, "src/Storefront.Web/bin", Configuration, "net10.0/Storefront.Web.dll");

    /// <summary>Starts the app and waits until it is open.</summary>
    /// <param name="dataFolder">An existing folder to start on; null for a new one that goes with the app.</param>
    public static Task<RunningApp> StartAsync(string? dataFolder = null, string? app = null, params string[] arguments) => StartAsync(dataFolder, app, [], arguments);

    /// <param name="environment">Variables that differ from those of the tests.</param>
    public static async Task<RunningApp> StartAsync(string? dataFolder, string? app, IReadOnlyCollection<(string Name, string Value)> environment, params string[] arguments)
    {
        var own = dataFolder is null ? Directory.CreateTempSubdirectory("storefront-app-").FullName : null;
        var folder = dataFolder ?? own!;
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo(DotnetPath) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        foreach (var argument in new[] { app ?? BuiltApp, "--urls", url, "--data", folder }.Concat(arguments)) start.ArgumentList.Add(argument);
        var output = new StringBuilder();
        var process = new Process { StartInfo = start };
        var open = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var running = new RunningApp(process, output, url, folder, own);
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(open.Task, ended, Task.Delay(TimeSpan.FromMinutes(4))) != open.Task)
        {
            var said = running.Output;
            await running.DisposeAsync();
            throw new InvalidOperationException($"The app did not open: {said}");
        }

        return running;

        void Hear(string? line)
        {
            if (line is null) return;
            lock (output) output.AppendLine(line);
            if (line.Contains("Storefront is open", StringComparison.Ordinal)) open.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        if (ownFolder is not null) Directory.Delete(ownFolder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Storefront.sln"))) return folder;
        }

        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
