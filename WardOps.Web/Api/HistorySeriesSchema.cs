using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WardOps.Web.Api;

/// <summary>Describes the points of a history, which are written by hand and so cannot be seen in their type.</summary>
internal sealed class HistorySeriesSchema : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(DeviceHistoryReply.Series))
        {
            var shape = await context.GetOrCreateSchemaAsync(typeof(Shape), null, cancellationToken);
            (schema.Type, schema.Properties, schema.Required) = (shape.Type, shape.Properties, shape.Required);
        }
    }

    private sealed record Shape(double StepSeconds, StatusPoint[] Status, RttPoint[] ResponseTime, LossPoint[] PacketLoss, JitterPoint[] Jitter);

    /// <param name="Time">Start of the step.</param>
    /// <param name="Status">1 up, 0 down (the worst of the step), null unknown.</param>
    private sealed record StatusPoint(DateTimeOffset Time, int? Status);

    private sealed record RttPoint(DateTimeOffset Time, double? RttMs);

    private sealed record LossPoint(DateTimeOffset Time, double? Percent);

    private sealed record JitterPoint(DateTimeOffset Time, double? JitterMs);
}
