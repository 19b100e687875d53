namespace WardOps.Lab;

/// <summary>What an answer counts as once it is written.</summary>
[Flags]
internal enum AnswerTraits
{
    None = 0,
    Duplicate = 1,
    Spoofed = 2,
    Truncated = 4,
    WrongId = 8,
    Error = 16,
}
