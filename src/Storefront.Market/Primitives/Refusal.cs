namespace Storefront;

/// <summary>A "no" with a reason. The code names a sentence in the languages (<c>refusal.shipping.quote-expired</c>).</summary>
/// <param name="Code">Module and reason, for example <c>checkout.quantity-not-whole</c>.</param>
/// <param name="Field">The form field that it concerns, or null for the whole.</param>
public sealed record Refusal(string Code, string? Field = null)
{
    /// <summary>Values for the sentence, by argument name: strings, numbers or <see cref="Money"/>.</summary>
    public IReadOnlyDictionary<string, object> Arguments { get; init; } = EmptyArguments;

    private static readonly Dictionary<string, object> EmptyArguments = [];

    public Refusal With(string name, object value) => this with { Arguments = new Dictionary<string, object>(Arguments) { [name] = value } };

    public Refusal On(string field) => this with { Field = field };
}
