// Whatever ticks on a page ticks here, by one clock, so that a second costs the server nothing.
//   data-since="ms"  how long since then: "2 h 15 min"
//   data-ago="ms"    the same with "ago"
//   data-time="ms"   that moment in the zone of this browser
const loaded = Date.now();
let skew = 0;   // server clock minus ours, in ms: durations follow the server's clock, whatever this one says

async function measureSkew() {
  try {
    const reply = await fetch('/healthz', { cache: 'no-store' });
    const server = Date.parse(reply.headers.get('date'));
    // The header counts whole seconds; within two of them both clocks are held to agree.
    if (!Number.isNaN(server) && Math.abs(server - Date.now()) > 2000) { skew = server + 500 - Date.now(); } else { skew = 0; }
  } catch { /* the next attempt is in five minutes */ }
}

export function words(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) { return `${s} s`; }
  if (s < 3600) { return `${Math.floor(s / 60)} min ${s % 60} s`; }
  if (s < 86400) { return `${Math.floor(s / 3600)} h ${Math.floor(s / 60) % 60} min`; }
  return `${Math.floor(s / 86400)} d ${Math.floor(s / 3600) % 24} h`;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

function put(element, text) { if (element.textContent !== text) { element.textContent = text; } }

function tick() {
  const now = Date.now() + skew;
  for (const e of document.querySelectorAll('[data-since]')) { put(e, words(now - Number(e.dataset.since))); }
  for (const e of document.querySelectorAll('[data-ago]')) { put(e, words(now - Number(e.dataset.ago)) + ' ago'); }
  for (const e of document.querySelectorAll('[data-time]')) {
    const time = Number(e.dataset.time);
    const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
    put(e, (sameDay ? clock : moment).format(time));
    e.title = moment.format(time) + ' ' + Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  const round = document.getElementById('round');
  const stale = document.getElementById('stale');
  if (round && stale) {
    // Where no round has closed yet, it is this page's own age that counts.
    const isStale = now - Number(round.dataset.round ?? loaded + skew) > Number(round.dataset.staleMs);
    round.classList.toggle('is-stale', isStale);
    stale.hidden = !isStale;
  }
}

measureSkew();
setInterval(measureSkew, 300000);
setInterval(tick, 1000);
// Without this a new row would stand empty for up to a second.
new MutationObserver(records => { if (records.some(r => r.type === 'attributes' || r.addedNodes.length > 0)) { requestAnimationFrame(tick); } })
  .observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-since', 'data-ago', 'data-time', 'data-round'] });
