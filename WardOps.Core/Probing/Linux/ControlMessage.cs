using System.Runtime.InteropServices;

namespace WardOps.Core.Probing.Linux;

/// <summary>struct cmsghdr, followed by the one content that is asked for: the kernel's receive stamp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ControlMessage
{
    public nuint Length;
    public int Level;
    public int Type;
    public TimeSpec Stamp;
}
