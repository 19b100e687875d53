namespace WardOps.Core.History.Sums;

/// <summary>How time goes on: what is over is closed, and what is too old leaves.</summary>
internal sealed partial class SumsTable
{
    /// <summary>The windows reach up to this step from now on; what is too old for them leaves.</summary>
    public void MoveTo(long step)
    {
        if (step <= Newest)
        {
            return;
        }

        if (IsOpen && OpenHour * SumsSteps.PerHour <= step - Steps)
        {
            Close();   // nothing has come for so long that it would leave while it is open
        }

        var was = Newest;
        Newest = step;
        if (was == Never)
        {
            return;
        }

        var steps = (was - Steps + 1, Math.Min(step - Steps, was));
        var hours = (SumsSteps.HourOf(was) - Hours + 1, Math.Min(SumsSteps.HourOf(step) - Hours, SumsSteps.HourOf(was)));
        for (var place = 0; place < Places.Bound; place++)
        {
            if (_rings[place].IsThere)
            {
                _rings[place].Expire(ref _totals[place], steps, hours);
            }
        }
    }

    /// <summary>Live rounds are of this step from now on; the one before is closed, and its hour if that is over too.</summary>
    /// <param name="step">Newer than the open one, of an hour of which no step has left the window: what has left could not be added up again.</param>
    public void Open(long step)
    {
        var (wasOpen, was) = (IsOpen, OpenStep);
        var opensHour = !wasOpen || SumsSteps.HourOf(was) != SumsSteps.HourOf(step);
        OpenStep = step;
        for (var place = 0; place < Places.Bound; place++)
        {
            if (wasOpen)
            {
                CloseStep(place, was);
                if (opensHour)
                {
                    CloseHour(place, SumsSteps.HourOf(was));
                }
            }

            if (_rings[place].IsThere)
            {
                TakeOver(place, opensHour);
            }
        }
    }

    private void Close()
    {
        for (var place = 0; place < Places.Bound; place++)
        {
            CloseStep(place, OpenStep);
            CloseHour(place, OpenHour);
        }

        OpenStep = Never;
    }

    private void CloseStep(int place, long step)
    {
        if (_open[place].Known > 0)
        {
            var closed = ClosedStep.Of(_open[place]);
            ref var totals = ref _totals[place];
            totals.UpDay += closed.Up - _open[place].Up;   // nothing, but for more rounds than there can be
            totals.KnownDay += closed.Known - _open[place].Known;
            totals.UpMonth += closed.Up - _open[place].Up;
            totals.KnownMonth += closed.Known - _open[place].Known;
            Ring(place).Step(step) = closed;
            _open[place] = default;
        }
    }

    private void CloseHour(int place, long hour)
    {
        if (_rings[place].IsThere)
        {
            var sum = _rings[place].SumOfSteps(hour, Newest);
            var closed = ClosedStep.Of(sum);
            _totals[place].UpMonth += closed.Up - sum.Up;
            _totals[place].KnownMonth += closed.Known - sum.Known;
            _rings[place].Hour(hour) = closed;
        }
    }

    /// <summary>What was booked on the step and on its hour before they were opened.</summary>
    private void TakeOver(int place, bool opensHour)
    {
        var ring = _rings[place];
        if (opensHour)
        {
            ref var hour = ref ring.Hour(OpenHour);
            var sum = ring.SumOfSteps(OpenHour, Newest);
            _totals[place].UpMonth += sum.Up - hour.Up;
            _totals[place].KnownMonth += sum.Known - hour.Known;
            hour = default;
        }

        ref var step = ref ring.Step(OpenStep);
        _open[place] = step.Tally;
        step = default;
    }
}
