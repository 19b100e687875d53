namespace WardOps.Tests.History.Spool;

/// <summary>What crashes and disks do to files.</summary>
internal static class Harm
{
    public const int Kinds = 7;

    /// <summary>Does it.</summary>
    /// <param name="kind">0 and 1 do none.</param>
    /// <param name="files">Oldest first.</param>
    /// <param name="where">Share of all bytes before the harm.</param>
    /// <param name="howMuch">Bytes, or the seed of them.</param>
    public static void Do(int kind, string[] files, double where, int howMuch)
    {
        var at = (long)(where * files.Sum(f => new FileInfo(f).Length));
        var file = 0;
        for (; file < files.Length - 1 && at >= new FileInfo(files[file]).Length; file++)
        {
            at -= new FileInfo(files[file]).Length;
        }

        switch (kind)
        {
            case 2:
                Change(files[file], at, [(byte)(1 << (howMuch % 8))]);
                break;
            case 3:
                var length = Math.Min(howMuch, new FileInfo(files[file]).Length - at);
                Change(files[file], at, File.ReadAllBytes(files[file])[(int)at..(int)(at + length)]);   // a byte xor itself
                break;
            case 4:
                using (var handle = File.OpenHandle(files[file], FileMode.Open, FileAccess.Write))
                {
                    RandomAccess.SetLength(handle, at);
                }

                break;
            case 5:
                var junk = new byte[howMuch];
                new Random(howMuch).NextBytes(junk);
                File.AppendAllBytes(files[^1], junk);
                break;
            case 6:
                File.Delete(files[file]);
                break;
        }
    }

    private static void Change(string file, long at, byte[] bits)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        var bytes = new byte[bits.Length];
        RandomAccess.Read(handle, bytes, at);
        for (var i = 0; i < bits.Length; i++)
        {
            bytes[i] ^= bits[i];
        }

        RandomAccess.Write(handle, bytes, at);
    }
}
