using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Storefront.Data.Tests;

/// <summary>The warnings and alarms of a market, for tests of what an operator is told.</summary>
public sealed class WarningsKept : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> lines = new();

    public IReadOnlyList<(LogLevel Level, string Line)> Lines => [.. lines];

    /// <summary>How many lines of a level say a word.</summary>
    public int Count(LogLevel level, string word) => lines.Count(l => l.Level == level && l.Line.Contains(word, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Keeper(lines);

    public void Dispose()
    {
    }

    private sealed class Keeper(ConcurrentQueue<(LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue((logLevel, formatter(state, exception)));
        }
    }
}
