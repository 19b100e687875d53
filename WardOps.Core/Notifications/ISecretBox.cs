namespace WardOps.Core.Notifications;

/// <summary>Keeps secrets unreadable in the store: passwords, tokens, keys, addresses that are as good as a password.</summary>
public interface ISecretBox
{
    string Seal(string secret);

    /// <summary>Null if it cannot be opened: the keys it was sealed with are gone.</summary>
    string? Open(string sealedText);
}
