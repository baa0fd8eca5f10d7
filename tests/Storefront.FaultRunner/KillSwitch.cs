using System.Diagnostics;

namespace Storefront.FaultRunner;

/// <summary>Names the points at which a process may die and kills it at the chosen one, as <c>kill -9</c> would: nothing is flushed,
/// disposed or rolled back. Points lie inside each transaction before its commit, after each commit, and after each call of another company.
/// Just before a call the world is as it was at the point before, so that is no point of its own.</summary>
/// <param name="at">The name of the point; null for none.</param>
internal sealed class KillSwitch(string? at, TimeProvider clock)
{
    private readonly List<KillPoint> passed = [];
    private readonly Dictionary<string, int> times = new(StringComparer.Ordinal);
    private string during = "";
    private string stage = "";

    public IReadOnlyList<KillPoint> Passed => passed;

    /// <summary>What is being done from now on: <c>refunding</c>.</summary>
    public void Begin(string what) => stage = $", {what}";

    public void Pass(string what)
    {
        var name = what + during + stage;
        var time = times[name] = times.GetValueOrDefault(name) + 1;
        passed.Add(new KillPoint(time == 1 ? name : $"{name} ({time})", time == 1, clock.GetUtcNow()));
        if (passed[^1].Name != at) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Makes a call. The sandboxes write down what they did in commits of their own, which are points already; a call that wrote
    /// nothing is one point.</summary>
    public async Task<T> AroundAsync<T>(string call, Func<Task<T>> make)
    {
        var before = passed.Count;
        during = $" while {call}";
        var answer = await make();
        during = "";
        if (passed.Count == before) Pass($"after {call}");
        return answer;
    }
}

/// <param name="Name">Where it lies, unique in one leg: <c>after a commit while reversing, giving back</c>; the second of a kind ends with its number.</param>
/// <param name="IsFirst">The first of its kind.</param>
/// <param name="At">By the process's own clock.</param>
internal sealed record KillPoint(string Name, bool IsFirst, DateTimeOffset At);
