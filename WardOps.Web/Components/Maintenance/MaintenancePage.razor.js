// Only the browser knows where it stands.
export function zone() { return Intl.DateTimeFormat().resolvedOptions().timeZone; }
