using WardOps.Core;
using WardOps.Web.Api;
using WardOps.Web.Components;
using WardOps.Web.Hosting;
using WardOps.Web.Hubs;

var builder = WebApplication.CreateBuilder(HostSetup.Options(args));
builder.AddWardOpsHost(args);                               // --demo, addresses, logging
builder.Services.AddWardOpsCore(builder.Configuration);     // devices, probing, status, history, live
builder.Services.AddApi().AddHubs().AddPages().AddWardOpsMetrics().AddWardOpsCompression();

var app = builder.Build();
app.UseSameOrigin();                                        // no other site's pages may ask
app.UseWardOpsCompression();                                // what the API says
app.UseWardOpsErrors();
app.UsePages();
app.MapHealth();                                            // /healthz, /readyz
app.MapMetrics();                                           // /metrics
app.MapApi();                                               // /api/v1, /openapi/v1.json, /scalar
app.MapHubs();                                              // /hubs/live
app.MapPages();
await app.RunAsync();

public partial class Program;
