namespace Storefront.Data;

/// <summary>Pictures of listings, which anybody may see. They lie in a store of their own: the key of its <see cref="IStoreFiles"/> registration.
/// Whatever is private, such as evidence, lies in the unnamed store and is served only after a check of permission.</summary>
public static class PublicFiles
{
    public const string Store = "public";

    public const string Path = "/files/";
}
