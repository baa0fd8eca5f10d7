namespace Storefront.Languages;

/// <summary>A piece of a message said in pieces, so that a page can put an argument into its own element (<c>bdi</c>, a link).</summary>
/// <param name="Argument">The argument that this piece came from, or null for the message's own words.</param>
public readonly record struct MessagePart(string Text, string? Argument);
