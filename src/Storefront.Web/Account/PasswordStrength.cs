using Storefront.Accounts;

namespace Storefront.Web.Account;

/// <summary>How easily a password is guessed, by the estimate of zxcvbn, and the chief reason in a word.</summary>
public sealed class PasswordStrength : IJudgePasswords
{
    /// <summary>More than 10^10 guesses, which against a slow hash take years.</summary>
    private const int GoodScore = 3;

    /// <summary>The estimate's time grows with the square of the length; what begins with this many hard characters is hard.</summary>
    private const int LongestJudged = 40;

    public Refusal? Judge(string password, string about)
    {
        string[] known = [about, .. about.Split(['@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2), "storefront"];
        var judged = Zxcvbn.Zxcvbn.MatchPassword(password.Length > LongestJudged ? password[..LongestJudged] : password, known);
        if (judged.Score >= GoodScore) return null;
        var patterns = judged.MatchSequence.ToList();
        if (patterns.OfType<Zxcvbn.Matcher.DictionaryMatch>().Any(m => m.DictionaryName == "user_inputs")) return AccountRefusals.PasswordPersonal;
        if (patterns is [Zxcvbn.Matcher.DictionaryMatch { DictionaryName: "passwords" }]) return AccountRefusals.PasswordCommon;
        return patterns.Exists(m => m.Pattern is "spatial" or "sequence" or "repeat" or "date" or "regex") ? AccountRefusals.PasswordPattern : AccountRefusals.PasswordGuessable;
    }
}
