namespace SysCsv.Portal.Components;

/// <summary>What a colour says.</summary>
public enum Tone
{
    Neutral = 0,
    Active = 1,
    Good = 2,
    Warning = 3,
    Bad = 4,
}
