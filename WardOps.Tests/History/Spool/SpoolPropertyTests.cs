using CsCheck;

namespace WardOps.Tests.History.Spool;

/// <summary>
/// Any order of rounds, answers, waits, replays and kills, with the files harmed in between: never a wrong body, never a lost round that
/// was on disk and not harmed, and always the right order.
/// </summary>
public sealed class SpoolPropertyTests
{
    private const int Steps = 6;

    [Fact]
    public void Spool_InAnyHistoryOfKillsAndHarm_IsItsModel()
    {
        var (histories, kills, lost) = (0, 0, 0);
        Gen.Select(Gen.Int[0, Steps], Gen.Int[1, 400], Gen.Double[0, 1], Gen.Int[0, Harm.Kinds - 1]).Array[5, 60].Sample(
            steps =>
            {
                using var model = new SpoolModel();
                foreach (var (step, number, share, harm) in steps)
                {
                    switch (step)
                    {
                        case 0 or 1 or 2: model.Append(number); break;
                        case 3: model.Send(number % 8); break;
                        case 4: model.Wait(number % 45); break;
                        case 5: model.Replay(); break;
                        default: model.Crash(harm, Math.Min(share, 0.999999), number); Interlocked.Increment(ref kills); break;
                    }
                }

                model.End();
                Interlocked.Increment(ref histories);
                Interlocked.Add(ref lost, model.Lost);
            },
            iter: 1000);

        // The histories do what they are for.
        Assert.True(histories >= 1000 && kills > 1000 && lost > 1000, $"{histories} histories, {kills} kills, {lost} rounds harmed.");
    }
}
