namespace Storefront;

/// <summary>An id of one kind of thing: a version 7 GUID, so that keys grow with time and any node can make them.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public static class Id
{
    public static T New<T>()
        where T : struct, IId<T> => T.From(Guid.CreateVersion7());

    public static bool TryParse<T>(string? text, out T id)
        where T : struct, IId<T>
    {
        var good = Guid.TryParse(text, out var value);
        id = T.From(value);
        return good;
    }
}
