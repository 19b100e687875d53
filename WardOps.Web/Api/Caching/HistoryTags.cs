using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using WardOps.Core.Devices;
using WardOps.Core.Diagnostics;
using WardOps.Core.History;
using WardOps.Core.History.Ledger;
using WardOps.Core.History.Reading;

namespace WardOps.Web.Api.Caching;

/// <summary>
/// Names answers about history that can no longer change, so that whoever has one need not be sent it again. A range is settled when it ended a
/// while ago and no round of it is still on its way to the store by the books of the ledger; its name is made of all that the answer depends on.
/// </summary>
internal sealed class HistoryTags(
    RoundLedger ledger, RoundEras eras, IHistoryStatus status, BuildInfo build, IOptions<HistoryOptions> options, TimeProvider time)
{
    /// <summary>Time after which a range is held to be over: longer than a round takes to close, to be sent and to be seen, with clocks a little apart.</summary>
    internal static readonly TimeSpan Safe = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan s_month = TimeSpan.FromDays(31);   // as the store counts them

    private volatile Tuple<Catalog, string>? _devices;

    /// <summary>The weak tag of an answer about [from, to); null if that answer may still change.</summary>
    /// <param name="from">Begin of the range.</param>
    /// <param name="to">Its end, exclusive.</param>
    /// <param name="depends">Everything else that the answer depends on, in an order of its own.</param>
    public string? TagOf(DateTimeOffset from, DateTimeOffset to, params ReadOnlySpan<string> depends)
    {
        var now = time.GetUtcNow();
        // The device store forgets after a day, VictoriaMetrics after its months: what is there now will not be there later.
        var isForgotten = status.Current.Mode == HistoryMode.Sql || from < now - (options.Value.RetentionMonths * s_month) + TimeSpan.FromDays(1);
        if (to > now - Safe || isForgotten)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var run in ledger.Runs(from, to))
        {
            if (!IsFinal(run))
            {
                return null;
            }

            Append(hash, string.Create(CultureInfo.InvariantCulture, $"{run.From.UtcTicks} {run.Interval.Ticks} {run.Rounds} {run.Fate} {run.Reason}"));
        }

        // Not only what stands in the runs: a length holds where the books have no rounds, too, and the ends of a report are those of rounds of today.
        Append(hash, eras.WordsOf(from, to));
        Append(hash, string.Create(CultureInfo.InvariantCulture, $"{from.UtcTicks} {to.UtcTicks} {build.BuildId}"));
        foreach (var text in depends)
        {
            Append(hash, text);
        }

        return $"W/\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"";
    }

    /// <summary>Of one device: who it is, and what a sample of it stands for.</summary>
    public static string Of(WatchedDevice device, ProbePolicy policy)
        => string.Create(CultureInfo.InvariantCulture, $"{device.Id:N} {policy.IntervalOf(device).Ticks} {Quoted(device.Ip)} {Quoted(device.Name)}");

    /// <summary>Of all devices: the same, and where they stand. Made once for a catalog.</summary>
    public string Of(Catalog catalog, ProbePolicy policy)
    {
        if (_devices is { } known && known.Item1 == catalog)
        {
            return known.Item2;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var device in catalog.Devices.OrderBy(d => d.Id))
        {
            Append(hash, string.Create(
                CultureInfo.InvariantCulture, $"{Of(device, policy)} {device.Enabled} {Quoted(device.Branch)} {Quoted(device.Region)}"));
        }

        _devices = Tuple.Create(catalog, Convert.ToHexStringLower(hash.GetHashAndReset()));
        return _devices.Item2;
    }

    /// <summary>
    /// A round that the store has only acknowledged may be forgotten by it, and be sent again. One that the store has lost may still be in memory,
    /// and in answers, until a restart. What was condensed is no longer known round by round.
    /// </summary>
    private static bool IsFinal(LedgerRun run)
        => run.Condensed is null && (run.Fate == RoundFate.ReadBack || (run.Fate == RoundFate.Missing && run.Reason.IsNowhere()));

    /// <summary>With its length, so that no two lists of texts run together into the same bytes.</summary>
    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(Quoted(text)));

    private static string Quoted(string text) => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}");
}
