using System.Security.Cryptography;

namespace Storefront.Returns;

/// <summary>What a return is called: R and nine characters, which are hard to mistake for each other when read aloud.</summary>
public static class ReturnNumber
{
    public const int Length = 10;

    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static string New() => "R" + RandomNumberGenerator.GetString(Alphabet, Length - 1);
}
