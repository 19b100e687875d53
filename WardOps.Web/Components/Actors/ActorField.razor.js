// The name that somebody gave himself stays in his browser. Where nothing may be kept, he is asked again next time.
const key = 'wardops.name';

export function read() { try { return localStorage.getItem(key); } catch { return null; } }

export function keep(name) { try { localStorage.setItem(key, name); } catch { /* nothing may be kept here */ } }
