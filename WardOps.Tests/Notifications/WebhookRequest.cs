using System.Text.Json.Nodes;

namespace WardOps.Tests.Notifications;

/// <summary>One request that came to a webhook.</summary>
internal sealed record WebhookRequest(string Path, string Key, JsonNode Body, string? Signature);
