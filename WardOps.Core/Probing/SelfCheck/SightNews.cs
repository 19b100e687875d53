using Microsoft.Extensions.Logging;

namespace WardOps.Core.Probing.SelfCheck;

/// <summary>Tells the log what has changed in what can be believed, once for each change.</summary>
internal sealed class SightNews(ILogger logger)
{
    private Sight _told = Sight.Clear;
    private FamilySights _toldOfFamilies;
    private int _partial;

    public void Tell(Sight sight, FamilySights families, ReadOnlySpan<EchoLane> lanes)
    {
        if (sight.Problem != _told.Problem)
        {
            logger.SightChanged(_told, sight);
            _told = sight;
        }

        if (!families.IsSameTroubleAs(_toldOfFamilies))
        {
            _toldOfFamilies = families;
            logger.FamilySightChanged(families.Told);
        }

        var partial = 0;
        foreach (var lane in lanes)
        {
            partial += lane.Uplink.Current.State == UplinkState.Partial ? 1 : 0;
        }

        if (partial > _partial)
        {
            logger.AnchorsGone();
        }

        _partial = partial;
    }
}
