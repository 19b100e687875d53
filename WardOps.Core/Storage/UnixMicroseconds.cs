using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace WardOps.Core.Storage;

/// <summary>A time as microseconds since the Unix epoch: sorts and compares as a number, always UTC.</summary>
public sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(time => From(time), micros => ToTime(micros))
{
    public static long From(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
