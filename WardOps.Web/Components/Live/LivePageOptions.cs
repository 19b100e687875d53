namespace WardOps.Web.Components.Live;

/// <summary>How often an open page is drawn anew at most. Tests set zero.</summary>
public sealed record LivePageOptions(TimeSpan MinInterval);
