namespace Storefront.Payments;

/// <summary>How our books and a provider's record differ.</summary>
public enum DifferenceKind
{
    /// <summary>The provider has it, and no operation of ours made it.</summary>
    UnknownHere,

    /// <summary>We believe that it was made, and the provider knows it not.</summary>
    MissingThere,
    AmountDiffers,
    StateDiffers,

    /// <summary>The provider's object names another order.</summary>
    OrderDiffers,

    /// <summary>It is of test money and we are live, or the other way round.</summary>
    WorldDiffers,
}

/// <summary>Something on which our books and a provider's do not agree. It stays until a person says what it was; nothing is ever deleted because of it.</summary>
public sealed class Difference
{
    public const int LongestNote = 1000;

    private Difference()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The comparison that found it; null when news of the provider did.</summary>
    public Guid? Run { get; private set; }

    public string Provider { get; private set; } = "";

    public DifferenceKind Kind { get; private set; }

    public ProviderObjectKind Object { get; private set; }

    /// <summary>The provider's name for it, or our key where it has none.</summary>
    public string Reference { get; private set; } = "";

    public OrderId? Order { get; private set; }

    /// <summary>Amount and state here, for people; null when there is nothing here.</summary>
    public string? Ours { get; private set; }

    public string? Theirs { get; private set; }

    public DateTime FoundAtUtc { get; private set; }

    public DateTime? ResolvedAtUtc { get; private set; }

    public UserId? ResolvedBy { get; private set; }

    public string? Note { get; private set; }

    public int Version { get; private set; }

    public static Difference Of(Guid? run, string provider, DifferenceKind kind, ProviderObjectKind about, string reference, OrderId? order, string? ours, string? theirs, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Run = run, Provider = provider, Kind = kind, Object = about, Reference = Short(reference, 100)!, Order = order, Ours = Short(ours, 200), Theirs = Short(theirs, 200), FoundAtUtc = nowUtc,
    };

    /// <summary>False when somebody did before.</summary>
    public bool Resolve(UserId by, string note, DateTime nowUtc)
    {
        if (ResolvedAtUtc is not null) return false;
        (ResolvedAtUtc, ResolvedBy, Note) = (nowUtc, by, note);
        Version++;
        return true;
    }

    private static string? Short(string? text, int longest) => text is null || text.Length <= longest ? text : text[..longest];
}
