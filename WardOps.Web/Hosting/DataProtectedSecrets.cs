using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using WardOps.Core.Notifications;

namespace WardOps.Web.Hosting;

/// <summary>Secrets sealed with the keys of Data Protection, which lie in the data folder and not in the store: who has only a copy of the database has no password.</summary>
internal sealed class DataProtectedSecrets(IDataProtectionProvider protection) : ISecretBox
{
    private readonly IDataProtector _protector = protection.CreateProtector("WardOps.Notifications.Secrets.v1");

    public string Seal(string secret) => _protector.Protect(secret);

    public string? Open(string sealedText)
    {
        try
        {
            return _protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
