namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What happens to a payment with a test number.</summary>
internal enum SandboxFate
{
    Succeeds,
    AsksAuthentication,
    Declined,
    SucceedsLater,
    FailsLater,
}

/// <summary>What a card's holder says after a payment, by its number.</summary>
internal enum SandboxAftermath
{
    None,
    Fraudulent,
    NotReceived,
    Inquiry,
    FraudWarning,
}

/// <summary>A test card or test bank account. The numbers and codes are those of Stripe's published test set (docs.stripe.com/testing,
/// checked 2026-11-22), so that what people know works here too. No other number is accepted and none is stored.</summary>
/// <param name="Aftermath">What follows once the payment was captured.</param>
internal sealed record SandboxInstrument(SandboxFate Fate, string? DeclineCode = null, SandboxAftermath Aftermath = SandboxAftermath.None)
{
    public static readonly SandboxInstrument Unknown = new(SandboxFate.Declined, "incorrect_number");

    /// <summary>Our own code: real gateways ask for it in the browser.</summary>
    public static readonly SandboxInstrument Missing = new(SandboxFate.Declined, "missing_number");

    private static readonly Dictionary<string, SandboxInstrument> Cards = new(StringComparer.Ordinal)
    {
        ["4242424242424242"] = new(SandboxFate.Succeeds),
        ["5555555555554444"] = new(SandboxFate.Succeeds),
        ["378282246310005"] = new(SandboxFate.Succeeds),
        ["4000000000000002"] = new(SandboxFate.Declined, "card_declined"),
        ["4000000000009995"] = new(SandboxFate.Declined, "insufficient_funds"),
        ["4000000000000069"] = new(SandboxFate.Declined, "expired_card"),
        ["4000000000000127"] = new(SandboxFate.Declined, "incorrect_cvc"),
        ["4000000000000259"] = new(SandboxFate.Succeeds, Aftermath: SandboxAftermath.Fraudulent),
        ["4000000000002685"] = new(SandboxFate.Succeeds, Aftermath: SandboxAftermath.NotReceived),
        ["4000000000001976"] = new(SandboxFate.Succeeds, Aftermath: SandboxAftermath.Inquiry),
        ["4000000000005423"] = new(SandboxFate.Succeeds, Aftermath: SandboxAftermath.FraudWarning),
        ["4000002500003155"] = new(SandboxFate.AsksAuthentication),
        ["4000002760003184"] = new(SandboxFate.AsksAuthentication),
    };

    private static readonly Dictionary<string, SandboxInstrument> Accounts = new(StringComparer.Ordinal)
    {
        ["000123456789"] = new(SandboxFate.SucceedsLater),
        ["000111111116"] = new(SandboxFate.FailsLater),
    };

    public static SandboxInstrument Card(string? number) => Find(Cards, number);

    public static SandboxInstrument Account(string? number) => Find(Accounts, number);

    private static SandboxInstrument Find(Dictionary<string, SandboxInstrument> known, string? number) =>
        string.IsNullOrWhiteSpace(number) ? Missing : known.GetValueOrDefault(string.Concat(number.Where(char.IsAsciiDigit)), Unknown);
}
