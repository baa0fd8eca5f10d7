namespace Storefront.Office.Kit;

/// <summary>What a state means for the person who reads it. Never told by colour alone: the word stands beside it.</summary>
public enum Tone
{
    Quiet,
    Active,
    Good,
    Attention,
    Urgent,
}

public static class Tones
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Quiet => "quiet",
        Tone.Active => "active",
        Tone.Good => "good",
        Tone.Attention => "attention",
        Tone.Urgent => "urgent",
    };
}
