namespace WardOps.Core.Probing.SelfCheck;

/// <summary>How many of those who answered until then did not answer the next echo.</summary>
/// <param name="Asked">Echoes that have ended, to devices that had answered the one before.</param>
/// <param name="Fell">Of these, the lost ones.</param>
internal readonly record struct Fallen(int Asked, int Fell)
{
    /// <summary>Of the lost ones, those whose device fell for the second time within ten seconds: an outage is fallen into once.</summary>
    public int Again { get; init; }

    /// <summary>0 to 1; 0 where nobody was asked.</summary>
    public double Share => Asked == 0 ? 0 : Fell / (double)Asked;

    public static Fallen operator +(Fallen one, Fallen other) => new(one.Asked + other.Asked, one.Fell + other.Fell) { Again = one.Again + other.Again };
}
