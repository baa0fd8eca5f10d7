namespace Storefront.Accounts;

/// <summary>Length and guessability are all that is asked of a password; which characters it is made of is its owner's business.</summary>
/// <remarks>OWASP ASVS 5.0, 6.2.1, 6.2.5 and 6.2.9, checked 2026-11-20.</remarks>
public sealed class PasswordRules(IJudgePasswords judge)
{
    public const int Shortest = 10;

    public const int Longest = 128;

    /// <summary>What is wrong with a new password, or null.</summary>
    /// <param name="about">What others know of its owner: the mail address.</param>
    public Refusal? Judge(string? password, string about) => password?.Length switch
    {
        null or < Shortest => AccountRefusals.PasswordTooShort,
        > Longest => AccountRefusals.PasswordTooLong,
        _ => judge.Judge(password, about),
    };
}

/// <summary>Says how easily a password is guessed.</summary>
public interface IJudgePasswords
{
    /// <summary>Why it is too easy, or null when it will do.</summary>
    Refusal? Judge(string password, string about);
}
