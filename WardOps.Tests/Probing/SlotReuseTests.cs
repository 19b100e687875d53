using WardOps.Core.Devices;
using WardOps.Core.Probing;
using WardOps.Core.Probing.Simulation;
using WardOps.Core.Status;

namespace WardOps.Tests.Probing;

/// <summary>A fleet that is replaced again and again does not grow the arrays per slot, and nobody inherits what was seen of another.</summary>
public sealed class SlotReuseTests
{
    private const int Devices = 1_000;
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Fleet_ReplacedFiftyTimes_TakesTheSlotsOfThoseThatAreLongGone()
    {
        var catalog = new DeviceCatalog();
        var run = new SimulatedRun(catalog);
        for (var i = 0; i < 50; i++)
        {
            catalog.Swap(Generation(i));
            run.For(11 * s_second, () => TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(catalog.Current.Slots, Devices, 8 * Devices);
        Assert.DoesNotContain(run.Outcomes, o => o.Result != EchoResult.Answered);
        Assert.All(run.Closed, r => Assert.All(r.Catalog.Probed, d => Assert.Equal(5, r[d].Answered)));
    }

    /// <summary>Every generation has the same addresses, every tenth host of every other generation is dead, and answers take nearly the whole timeout: an answer that was credited to a successor would make it Up.</summary>
    [Fact]
    public void Device_OnTheSlotAndAddressOfAnother_InheritsNothing()
    {
        var catalog = new DeviceCatalog();
        catalog.Swap(Generation(0, 60));
        var watch = new WatchedRun(catalog);
        var slots = new Dictionary<int, HashSet<Guid>>();
        for (var i = 0; i < 24; i++)
        {
            catalog.Swap(Generation(i, 60));
            foreach (var device in catalog.Current.Devices)
            {
                slots.TryAdd(device.Slot, []);
                slots[device.Slot].Add(device.Id);
                var isDead = i % 2 == 1 && device.Name.EndsWith('0');
                watch.Run.Network[device.Address!] = isDead ? EchoBehaviour.Dead : new EchoBehaviour { Rtt = TimeSpan.FromMilliseconds(900), Copies = 2 };
            }

            watch.Run.For((17 + (i % 5)) * s_second);
        }

        Assert.Contains(slots.Values, s => s.Count > 2);
        Assert.All(watch.Transitions, t => Assert.True(
            IsDead(t.Change.Device) ? t.Change.To != DeviceStatus.Up : t.Change.To != DeviceStatus.Down, $"{t.Change.Device.Name} is {t.Change.To} at {t.At}"));
        Assert.Contains(watch.Downs, t => IsDead(t.Change.Device));
    }

    private static bool IsDead(WatchedDevice device) => device.Name.StartsWith("odd", StringComparison.Ordinal) && device.Name.EndsWith('0');

    private static IEnumerable<WatchedDevice> Generation(int number, int devices = Devices) => Enumerable.Range(0, devices)
        .Select(k => Fleet.Device((number * Devices) + k, Fleet.Address(k)) with { Name = $"{(number % 2 == 1 ? "odd" : "even")} {number} {k}" });
}
