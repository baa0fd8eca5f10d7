namespace Storefront;

/// <summary>Settings with which the program must not start. The message is one plain sentence for the operator and holds no secret.</summary>
public sealed class SettingsException(string sentence) : Exception(sentence);
