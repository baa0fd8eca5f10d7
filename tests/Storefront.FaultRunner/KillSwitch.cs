using System.Diagnostics;

namespace Storefront.FaultRunner;

/// <summary>Counts the points at which a process may die and kills it at the chosen one, as <c>kill -9</c> would: nothing is flushed,
/// disposed or rolled back. Points lie inside each transaction before its commit, after each commit, and after each call of another company.
/// Just before a call the world is as it was at the point before, so that is no point of its own.</summary>
internal sealed class KillSwitch(int at, TimeProvider clock)
{
    private readonly List<KillPoint> passed = [];
    private string during = "";

    public IReadOnlyList<KillPoint> Passed => passed;

    public void Pass(string what)
    {
        passed.Add(new KillPoint(what + during, clock.GetUtcNow()));
        if (passed.Count != at) return;
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

/// <param name="At">By the process's own clock.</param>
internal sealed record KillPoint(string What, DateTimeOffset At);
