using WardOps.Web.Components.Actors;

namespace WardOps.Tests.Components;

/// <summary>Somebody before a browser that keeps a name in memory.</summary>
internal sealed class ScriptedActor : IActor
{
    /// <summary>What the browser has kept from before.</summary>
    public string? Kept { get; set; }

    public string? Name { get; private set; }

    public bool IsGiven => false;

    public event Action? Changed;

    public ValueTask FindAsync()
    {
        if (Name is null && Kept is not null)
        {
            Name = Kept;
            Changed?.Invoke();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask KeepAsync(string name)
    {
        (Name, Kept) = (name, name);
        Changed?.Invoke();
        return ValueTask.CompletedTask;
    }
}
