namespace WardOps.Tests.Integration;

/// <summary>What a server may do to a request. Those from 200 on are answers with that status, with words, on a connection that is closed then.</summary>
public enum Misdeed
{
    /// <summary>It takes the connection and never answers.</summary>
    Hang,

    /// <summary>It resets the connection when half of the body is there.</summary>
    CloseInTheMiddle,

    /// <summary>It takes the body and closes the connection.</summary>
    NoAnswer,

    /// <summary>It closes the connection within the first line of its answer.</summary>
    HalfAnAnswer,

    /// <summary>It answers with something that is no HTTP.</summary>
    NoHttpAtAll,

    /// <summary>500, and words that never end.</summary>
    ErrorWithoutEnd,

    /// <summary>A page that says that all is well, and comes from something else.</summary>
    GarbageWith200 = 200,

    /// <summary>To every write.</summary>
    BadRequest = 400,

    Unauthorized = 401,

    NotFound = 404,

    TooLarge = 413,

    TooMany = 429,

    Broken = 500,

    Overloaded = 503,
}
