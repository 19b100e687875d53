using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace WardOps.Lab;

/// <summary>
/// A named network namespace, as <c>ip netns add</c> makes them. What runs in it runs on a thread of its own, because a
/// namespace is entered by one thread and the threads of the pool must stay where they are. Sockets that are opened there stay
/// in the namespace whoever uses them later; after an await the code is on a thread of the pool again, and outside.
/// </summary>
public sealed class NetworkNamespace(string name)
{
    private static readonly TimeSpan s_entering = TimeSpan.FromSeconds(10);

    public string Name => name;

    public string Path => System.IO.Path.Combine("/run/netns", name);

    public bool Exists => File.Exists(Path);

    /// <summary>Tells one namespace from a later one of the same name; 0 if there is none.</summary>
    /// <remarks>Its inode, by which the kernel itself names it.</remarks>
    public ulong Identity => Exists ? Run(() => ulong.Parse(
        System.IO.File.ResolveLinkTarget("/proc/thread-self/ns/net", returnFinalTarget: false)!.Name.Split('[', ']')[1], System.Globalization.CultureInfo.InvariantCulture)) : 0;

    /// <summary>Runs <paramref name="action"/> inside and waits for its end; what it throws is thrown here.</summary>
    public void Run(Action action) => Run<object?>(() =>
    {
        action();
        return null;
    });

    /// <summary>Runs <paramref name="function"/> inside and gives its result; what it throws is thrown here.</summary>
    public T Run<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        var thread = Start($"in {name}", () =>
        {
            try
            {
                result = function();
            }
            catch (Exception ex)
            {
                fault = ExceptionDispatchInfo.Capture(ex);
            }
        });
        thread.Join();
        fault?.Throw();
        return result;
    }

    /// <summary>Starts a thread that is inside and stays there until <paramref name="action"/> ends. The action must not throw.</summary>
    /// <exception cref="FaultLabException">The namespace is missing or may not be entered.</exception>
    public Thread Start(string threadName, Action action)
    {
        var entered = new TaskCompletionSource();
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
            }
            catch (FaultLabException ex)
            {
                entered.SetException(ex);
                return;
            }

            entered.SetResult();
            action();
        })
        {
            Name = threadName,
            IsBackground = true,
        };
        thread.Start();
        if (Task.WaitAny([entered.Task], s_entering) < 0)
        {
            throw new FaultLabException($"The namespace {name} could not be entered within {s_entering.TotalSeconds:0} s.");
        }

        entered.Task.GetAwaiter().GetResult();
        return thread;
    }

    private void Enter()
    {
        var descriptor = Libc.Open(Path, Libc.CloseOnExec);
        if (descriptor < 0)
        {
            throw Failure("is missing or cannot be opened");
        }

        var result = Libc.EnterNamespace(descriptor, Libc.NetworkNamespace);
        var failure = result == 0 ? null : Failure("cannot be entered");
        _ = Libc.Close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private FaultLabException Failure(string what)
    {
        var error = new Win32Exception(Marshal.GetLastPInvokeError());
        return new FaultLabException($"The network namespace {name} {what}: {error.Message}.", error);
    }
}
