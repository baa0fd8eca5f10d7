using System.Diagnostics;
using System.Text;
using Storefront.Testing;

namespace Storefront.App.Tests.Hosting;

/// <summary>The app as the Dockerfile publishes it, outside of the source tree: what is missing there would be missing for everyone.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("storefront-published-").FullName;

    public string Program => Path.Combine(folder, "Storefront.Web.dll");

    public static string Dockerfile { get; } = File.ReadAllText(Path.Combine(RunningApp.Root, "Dockerfile"));

    public async Task InitializeAsync()
    {
        var command = Dockerfile.Split('\n').Single(l => l.StartsWith("RUN dotnet publish ", StringComparison.Ordinal))["RUN dotnet ".Length..].Split(' ');
        Assert.Equal("/app", command[^1]);
        var (code, said) = await RunAsync(RunningApp.Root, [.. command[..^1], folder, "--nologo", "-v", "quiet"]);
        Assert.True(code == 0, said);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Runs the app until it ends by itself.</summary>
    public Task<(int Code, string Said)> RunAsync(params string[] arguments) => RunAsync(Path.GetTempPath(), [Program, .. arguments]);

    private static async Task<(int Code, string Said)> RunAsync(string workingFolder, string[] arguments)
    {
        var start = new ProcessStartInfo(RunningApp.DotnetPath, arguments) { WorkingDirectory = workingFolder, RedirectStandardOutput = true, RedirectStandardError = true };
        var said = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return (process.ExitCode, said.ToString());

        void Hear(string? line)
        {
            lock (said) said.AppendLine(line);
        }
    }
}
