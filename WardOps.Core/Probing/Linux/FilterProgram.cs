using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct sock_fprog.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FilterProgram
{
    public ushort Count;
    public FilterStep* Steps;
}
