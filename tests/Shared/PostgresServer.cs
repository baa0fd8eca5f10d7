using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Storefront.Testing;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder on a free loopback port; stopped by its process id and cleared away when the tests' process is gone, however it ended.</summary>
public sealed class PostgresServer
{
    private static readonly Lazy<PostgresServer> One = new(() => new PostgresServer());
    private readonly string folder = Directory.CreateTempSubdirectory("storefront-pg-").FullName;
    private readonly int port;
    private int databases;

    private PostgresServer()
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")).First(d => File.Exists(Path.Combine(d, "initdb")));
        port = FreePort();
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var data = Path.Combine(folder, "data");
        if (Environment.UserName == "root") Run("install", "-d", "-o", "postgres", data);
        RunAsPostgres(Path.Combine(bin, "initdb"), "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        RunAsPostgres(
            Path.Combine(bin, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(data, "log"),
            "-o", $"-p {port} -h 127.0.0.1 -k {data} -c fsync=off -c max_connections=600 -c shared_buffers=256MB", "start");
        ClearAway(ProcessId);
    }

    public static PostgresServer Shared => One.Value;

    /// <summary>One that a test may stop.</summary>
    public static PostgresServer OfItsOwn() => new();

    /// <summary>Stops it as an operator would in a hurry; this returns when nothing of it runs any more.</summary>
    public async Task StopAsync()
    {
        using var server = Process.GetProcessById(ProcessId);
        Run("kill", "-QUIT", server.Id.ToString());
        await server.WaitForExitAsync();
    }

    /// <summary>The server's first process; the others are its children.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(folder, "data", "postmaster.pid")).First());

    /// <summary>A connection string to a database that nobody else uses, by the server's own socket as on a machine that holds both; it does not exist until it is migrated. Connections that idle are given up soon:
    /// the tests of one run make hundreds of databases.</summary>
    public string NewDatabase() =>
        $"Host={Path.Combine(folder, "data")};Port={port};Username=app;Database=market_{Interlocked.Increment(ref databases)};Maximum Pool Size=60;Connection Idle Lifetime=15;Connection Pruning Interval=5;Include Error Detail=true";

    /// <summary>Leaves it to a process of its own: what runs the tests does not wait for them to tidy up, and who is killed cannot.</summary>
    private void ClearAway(int server) => Run(
        "setsid", "--fork", "sh", "-c", "exec </dev/null >/dev/null 2>&1; tail --pid=$1 -f /dev/null; kill -QUIT $2; tail --pid=$2 -f /dev/null; rm -rf \"$3\"",
        "sh", Environment.ProcessId.ToString(), server.ToString(), folder);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void RunAsPostgres(string program, params string[] arguments)
    {
        if (Environment.UserName == "root") Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        else Run(program, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = "/" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
