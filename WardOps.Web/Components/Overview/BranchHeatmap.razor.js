// One tile per branch, coloured by the share of its devices that are down, grouped by region. Fed by the hub: a snapshot,
// then deltas; a missing version is healed by asking for a snapshot. Only tiles whose figures changed are touched.

class Branches {
  constructor() { this.devices = new Map(); this.branches = new Map(); this.dirty = new Set(); }

  reset(devices) {
    this.devices.clear();
    for (const key of this.branches.keys()) { this.dirty.add(key); }
    this.branches.clear();
    devices.forEach(d => this.put(d));
  }

  put(device) {
    this.remove(device.id);
    if (device.flags.includes('disabled')) { return; }
    this.devices.set(device.id, device);
    const branch = this.branches.get(device.branch) ?? { name: device.branch, region: device.region, up: 0, down: 0, unreachable: 0, unknown: 0, total: 0 };
    branch.region = device.region;   // a branch may move
    this.branches.set(device.branch, branch);
    this.count(branch, device, 1);
  }

  remove(id) {
    const device = this.devices.get(id);
    if (!device) { return; }
    this.devices.delete(id);
    const branch = this.branches.get(device.branch);
    this.count(branch, device, -1);
    if (branch.total === 0) { this.branches.delete(device.branch); }
  }

  count(branch, device, by) { branch[device.status] += by; branch.total += by; this.dirty.add(branch.name); }
}

class Heatmap {
  constructor(root) {
    this.root = root;
    this.branches = new Branches();
    this.tiles = new Map();
    this.version = -1;
    this.frame = 0;
    this.stopped = false;
    this.hub = new signalR.HubConnectionBuilder().withUrl('/hubs/live').configureLogging(signalR.LogLevel.None)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: c => Math.min(1000 * 2 ** c.previousRetryCount, 15000) }).build();
    this.hub.on('Snapshot', snapshot => {
      this.version = snapshot.version;
      this.branches.reset(snapshot.devices);
      this.draw();
    });
    this.hub.on('Delta', delta => {
      if (this.version < 0 || delta.version <= this.version) { return; }
      if (delta.version > this.version + 1) { this.version = -1; this.resync(); return; }
      this.version = delta.version;
      delta.removed.forEach(id => this.branches.remove(id));
      delta.changed.forEach(device => this.branches.put(device));
      this.draw();
    });
    this.connect();
  }

  // Until the snapshot comes, deltas are left out; should asking for it fail while the connection holds, it is asked again.
  async resync() {
    while (!this.stopped && this.version < 0) {
      try { await this.hub.invoke('Resync'); return; } catch { await new Promise(resolve => setTimeout(resolve, 2000)); }
    }
  }

  async connect() {
    while (!this.stopped) {
      try { await this.hub.start(); return; } catch { await new Promise(resolve => setTimeout(resolve, 3000)); }
    }
  }

  draw() { if (!this.frame) { this.frame = requestAnimationFrame(() => { this.frame = 0; this.paint(); }); } }

  paint() {
    if (this.tiles.size === 0) { this.root.replaceChildren(); }
    for (const name of this.branches.dirty) {
      const branch = this.branches.branches.get(name);
      if (!branch) { this.drop(name); continue; }
      let tile = this.tiles.get(name);
      if (tile && tile.parentElement.dataset.region !== branch.region) { this.drop(name); tile = undefined; }
      this.fill(tile ?? this.add(branch), branch);
    }
    this.branches.dirty.clear();
    for (const group of this.root.querySelectorAll('.region')) { if (!group.querySelector('a')) { group.remove(); } }
  }

  add(branch) {
    const tile = document.createElement('a');
    tile.href = '/devices?branch=' + encodeURIComponent(branch.name);
    tile.append(document.createElement('span'), document.createElement('b'));
    const list = this.region(branch.region);
    const next = [...list.children].find(other => other.dataset.branch.localeCompare(branch.name, undefined, { numeric: true }) > 0);
    tile.dataset.branch = branch.name;
    list.insertBefore(tile, next ?? null);
    this.tiles.set(branch.name, tile);
    return tile;
  }

  region(name) {
    const found = [...this.root.querySelectorAll('.region')].find(r => r.dataset.region === name);
    if (found) { return found.querySelector('.branches'); }
    const group = document.createElement('div');
    group.className = 'region';
    group.dataset.region = name;
    const title = document.createElement('h3');
    title.textContent = name;
    const list = document.createElement('div');
    list.className = 'branches';
    list.dataset.region = name;
    group.append(title, list);
    const next = [...this.root.querySelectorAll('.region')].find(r => r.dataset.region.localeCompare(name) > 0);
    this.root.insertBefore(group, next ?? null);
    return list;
  }

  drop(name) { this.tiles.get(name)?.remove(); this.tiles.delete(name); }

  fill(tile, b) {
    const away = b.down + b.unreachable;
    const kind = b.unknown === b.total ? 'u' : away === 0 ? '0' : away === b.total ? '3' : away * 2 >= b.total ? '2' : '1';
    tile.className = 'share-' + kind;
    tile.children[0].textContent = b.name;
    tile.children[1].textContent = `${b.up}/${b.total}`;
    const text = `${b.name}: ${b.up} of ${b.total} up` + (b.down ? `, ${b.down} down` : '') + (b.unreachable ? `, ${b.unreachable} unreachable` : '') + (b.unknown ? `, ${b.unknown} unknown` : '');
    tile.title = text;
    tile.setAttribute('aria-label', text);
  }

  async stop() {
    this.stopped = true;
    cancelAnimationFrame(this.frame);
    await this.hub.stop();
  }
}

export function start(root) { return new Heatmap(root); }
