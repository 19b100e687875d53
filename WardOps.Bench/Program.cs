using WardOps.Bench.Ping;

return args switch
{
    ["ping", .. var rest] => await PingBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project WardOps.Bench -- ping [repeats]   the echo loop against fping, on the same addresses of 127.0.0.0/8");
    return 2;
}
