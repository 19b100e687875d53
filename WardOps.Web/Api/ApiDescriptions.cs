using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace WardOps.Web.Api;

/// <summary>What the description of the API cannot see for itself.</summary>
internal static class ApiDescriptions
{
    /// <summary>The answers that all questions about history share.</summary>
    public static RouteHandlerBuilder ProducesHistoryProblems(this RouteHandlerBuilder endpoint) => endpoint
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The same answer as a table.</summary>
    public static Task AddCsv(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (operation.Responses?["200"] is OpenApiResponse { Content: { } content })
        {
            content[MediaTypeNames.Text.Csv] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        return Task.CompletedTask;
    }
}
