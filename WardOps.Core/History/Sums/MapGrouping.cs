namespace WardOps.Core.History.Sums;

/// <summary>What a row of a heat map stands for.</summary>
public enum MapGrouping
{
    Branch,
    Region,
}
