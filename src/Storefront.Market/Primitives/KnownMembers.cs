namespace Storefront;

public static class KnownMembers
{
    /// <summary>False for what a newer version has written and this one does not know. See docs/decisions/0006-never-twice.md.</summary>
    public static bool IsKnown<T>(this T member)
        where T : struct, Enum => Enum.IsDefined(member);
}
