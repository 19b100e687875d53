// Blazor's own client gives up after about six minutes; a screen on the wall must not.
const dialog = document.getElementById('components-reconnect-modal');
let polling = false;

dialog.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show': dialog.showModal(); break;
    case 'hide': dialog.close(); break;
    case 'failed':
    case 'resume-failed': pollUntilBack(); break;
    case 'rejected': location.reload(); break;
  }
});

async function pollUntilBack() {
  if (polling) { return; }
  polling = true;
  for (;;) {
    try {
      const reply = await fetch('/healthz', { cache: 'no-store' });
      if (reply.ok) { location.reload(); return; }
    } catch { /* still away */ }
    await new Promise(resolve => setTimeout(resolve, 5000));
  }
}
