using System.Diagnostics.CodeAnalysis;

namespace Storefront;

/// <summary>What an operation gives: a value, or the refusal that the person can act on.</summary>
public readonly record struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <exception cref="InvalidOperationException">The operation was refused.</exception>
    public T Value => Succeeded ? value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    /// <summary>For interface types such as lists, which C# does not convert by itself.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of an operation that has nothing to tell but that it was done.</summary>
public readonly record struct Done
{
    public static readonly Outcome<Done> Ok = default(Done);
}
