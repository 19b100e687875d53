namespace WardOps.Web.Components.Actors;

/// <summary>Who sits before the browser. The seam at which a login takes the place of a name that people give themselves.</summary>
public interface IActor
{
    /// <summary>The name; null if it is not known yet, or nobody has said.</summary>
    string? Name { get; }

    /// <summary>Whether a person may say who he is. A login says it for him.</summary>
    bool IsGiven { get; }

    /// <summary>The name became known, or another one.</summary>
    event Action? Changed;

    /// <summary>Finds out who it is. Only after the first rendering: the browser is asked.</summary>
    ValueTask FindAsync();

    /// <summary>Keeps a name that somebody gave himself.</summary>
    /// <param name="name">1 to 100 characters.</param>
    ValueTask KeepAsync(string name);
}
