using System.Buffers;
using System.Text;
using WardOps.Core.Devices;

namespace WardOps.Core.History.Victoria;

/// <summary>The constant beginnings of a device's lines, up to and with the space before the value.</summary>
internal sealed class DeviceLines
{
    public DeviceLines(WatchedDevice device)
    {
        Device = device;
        Status = Line(Metrics.Status, device, withPlace: true);
        Rtt = Line(Metrics.Rtt, device, withPlace: false);
        Loss = Line(Metrics.Loss, device, withPlace: false);
        Jitter = Line(Metrics.Jitter, device, withPlace: false);
    }

    public WatchedDevice Device { get; }

    public byte[] Status { get; }

    public byte[] Rtt { get; }

    public byte[] Loss { get; }

    public byte[] Jitter { get; }

    private static byte[] Line(string metric, WatchedDevice device, bool withPlace)
    {
        var line = new ArrayBufferWriter<byte>();
        Encoding.UTF8.GetBytes(metric, line);
        line.Write("{"u8);
        LabelText.TryWrite(line, "device_id", Metrics.IdText(device.Id), isFirst: true);
        LabelText.TryWrite(line, "device_ip", device.Ip, isFirst: false);
        LabelText.TryWrite(line, "device_name", device.Name, isFirst: false);
        if (withPlace)
        {
            LabelText.TryWrite(line, "branch", device.Branch, isFirst: false);
            LabelText.TryWrite(line, "region", device.Region, isFirst: false);
            LabelText.TryWrite(line, "device_type", device.DeviceType, isFirst: false);
        }

        line.Write("} "u8);
        return line.WrittenSpan.ToArray();
    }
}
