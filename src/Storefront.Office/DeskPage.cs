using Microsoft.AspNetCore.Components;
using Storefront.Accounts;
using Storefront.Languages;

namespace Storefront.Office;

/// <summary>What every page of the office shares: the seat, asking and acting in a scope of its own, and showing what was refused.</summary>
public abstract class DeskPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly List<PersistingComponentStateSubscription> keeping = [];

    [CascadingParameter]
    public Seat Seat { get; set; } = null!;

    [Inject]
    public OfficeScope Scope { get; set; } = null!;

    [Inject]
    public NavigationManager Address { get; set; } = null!;

    [Inject]
    public TimeProvider Time { get; set; } = null!;

    [Inject]
    public PersistentComponentState Kept { get; set; } = null!;

    /// <summary>Why the last question or act was refused; null when it was not.</summary>
    protected Refusal? Refused { get; set; }

    /// <summary>What the last act did, in words.</summary>
    protected string? DoneText { get; set; }

    /// <summary>An act is at work: its buttons wait.</summary>
    protected bool Busy { get; private set; }

    protected Words Words => Seat.Words;

    protected Formatter Format => Seat.Words.Format;

    protected DateTime Now => Time.GetUtcNow().UtcDateTime;

    public void Dispose()
    {
        foreach (var kept in keeping) kept.Dispose();
        leaving.Cancel();
        leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string Say(string key, params ReadOnlySpan<MessageArgument> arguments) => Seat.Say(key, arguments);

    /// <summary>Work that the person has begun outlives a lost connection: what lay under the name when it was lost is taken up, once; else the work begins anew.</summary>
    /// <param name="name">Tells this work from all others of the page.</param>
    /// <param name="now">What there is to keep.</param>
    protected T TakeUp<T>(string name, Func<T> now)
        where T : class, new()
    {
        keeping.Add(Kept.RegisterOnPersisting(
            () =>
            {
                Kept.PersistAsJson(name, now());
                return Task.CompletedTask;
            },
            Microsoft.AspNetCore.Components.Web.RenderMode.InteractiveServer));
        return Kept.TryTakeFromJson<T>(name, out var kept) && kept is not null ? kept : new T();
    }

    /// <summary>Asks a query. A refusal is kept for the page to show, and the answer is the default.</summary>
    protected async Task<TResult?> AskAsync<TQuery, TResult>(Func<TQuery, Actor, CancellationToken, Task<Outcome<TResult>>> ask)
        where TQuery : notnull
    {
        var outcome = await Scope.RunAsync<TQuery, Outcome<TResult>>((query, actor) => ask(query, actor, leaving.Token));
        Refused = outcome.Refusal;
        return outcome.Succeeded ? outcome.Value : default;
    }

    /// <summary>Runs an operation that the person started. While it is at work no other is started.</summary>
    /// <returns>Whether it was done; if not, <see cref="Refused"/> says why.</returns>
    protected async Task<bool> ActAsync<TOperation, TResult>(Func<TOperation, Actor, CancellationToken, Task<Outcome<TResult>>> act, string? done = null, Action<TResult>? then = null)
        where TOperation : notnull
    {
        if (Busy) return false;
        (Busy, Refused, DoneText) = (true, null, null);
        Acting.By(this);
        StateHasChanged();
        try
        {
            // An act goes on when the page is left: it was asked for.
            var outcome = await Scope.RunAsync<TOperation, Outcome<TResult>>((operation, actor) => act(operation, actor, CancellationToken.None));
            Refused = outcome.Refusal;
            if (!outcome.Succeeded) return false;
            DoneText = done;
            then?.Invoke(outcome.Value);
            return true;
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>Shows what an act did, once all that follows from it is read.</summary>
    internal void ShowAct()
    {
        if (!leaving.IsCancellationRequested) StateHasChanged();
    }

    /// <summary>This page's address with some query values changed; null takes one away.</summary>
    protected string With(params (string Name, object? Value)[] values) =>
        Address.GetUriWithQueryParameters(values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));
}
