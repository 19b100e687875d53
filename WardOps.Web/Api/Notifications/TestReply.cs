namespace WardOps.Web.Api.Notifications;

/// <summary>What a test came to.</summary>
/// <param name="Verdict">sent, tryagain or refused.</param>
/// <param name="Words">What the other side said.</param>
internal sealed record TestReply(string Verdict, string Words);
