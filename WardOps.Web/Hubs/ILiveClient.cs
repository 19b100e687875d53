using WardOps.Core.Live;

namespace WardOps.Web.Hubs;

/// <summary>What the server says on <c>/hubs/live</c>. The methods' names are the messages' names.</summary>
public interface ILiveClient
{
    /// <summary>Everything: on connect, and in answer to <c>Resync</c>.</summary>
    Task Snapshot(LiveSnapshot snapshot);

    /// <summary>What is new: its version is one more than the message before. At least once per round.</summary>
    Task Delta(LiveDelta delta);
}
