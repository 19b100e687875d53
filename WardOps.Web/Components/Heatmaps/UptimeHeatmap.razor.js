// A table per region: a row for each branch, a cell for each hour or day of this browser's calendar. The arrow keys walk through
// the cells of a table, and the line above says what the one in focus, or under the mouse, stands for.

const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric' });
const date = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

// Never 100 for less than all: 99.96 is 99.9.
export function short(percent) {
  if (percent === null) { return '–'; }
  if (percent >= 100) { return '100'; }
  return percent < 10 ? percent.toFixed(1) : (Math.floor(percent * 10) / 10).toFixed(1);
}

export function kind(percent) {
  if (percent === null) { return 'up-unknown'; }
  return percent >= 100 ? 'up-100' : percent >= 99.9 ? 'up-999' : percent >= 99 ? 'up-99' : percent >= 95 ? 'up-95' : 'up-0';
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) { made.className = className; }
  if (text !== undefined) { made.textContent = text; }
  return made;
}

class UptimeMap {
  constructor(root) {
    this.root = root;
    this.asked = 0;
    this.detail = element('p', 'detail', '');
    this.tables = element('div', 'tables');
    root.addEventListener('focusin', e => this.tell(e.target.closest('td')));
    root.addEventListener('mouseover', e => this.tell(e.target.closest('td')));
    root.addEventListener('keydown', e => this.walk(e));
  }

  show(groupBy, period, chronic) {
    this.groupBy = groupBy;
    this.period = period;
    this.chronic = chronic;
    clearInterval(this.timer);
    this.timer = setInterval(() => { if (!document.hidden) { this.read(); } }, period === '24h' ? 30000 : 120000);
    this.read();
  }

  async read() {
    const number = ++this.asked;
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const map = await this.fetch(zone) ?? await this.fetch(null);   // a zone that the server does not know: its days are those of UTC
      if (number === this.asked && map) { this.draw(map); }
      if (number === this.asked && !map) { this.fail(); }
    } catch { if (number === this.asked) { this.fail(); } }
  }

  async fetch(zone) {
    const query = new URLSearchParams({ group_by: this.groupBy, period: this.period, chronic: this.chronic });
    if (zone) { query.set('time_zone', zone); }
    const reply = await fetch('/api/v1/dashboard/heatmap?' + query);
    if (reply.ok) { return await reply.json(); }
    return null;
  }

  fail() {
    if (!this.tables.isConnected) { this.root.replaceChildren(element('p', 'empty calm', 'The map cannot be read now; another try follows.')); }
  }

  draw(map) {
    const isMonth = this.period === '30d';
    const focus = this.place(document.activeElement);
    const groups = Map.groupBy(map.groups, g => this.groupBy === 'region' ? '' : g.region);
    this.tables.className = 'tables by-' + this.groupBy + ' over-' + this.period;
    this.tables.replaceChildren(...[...groups].map(([region, rows]) => this.table(region, rows, isMonth, map.step_seconds)));
    if (!this.tables.isConnected) { this.root.replaceChildren(this.detail, this.tables); }
    if (!this.detail.textContent) { this.detail.textContent = 'Point at a cell, or walk through them with the arrow keys.'; }
    if (focus) { this.cell(focus)?.focus({ preventScroll: true }); }
  }

  table(region, rows, isMonth, seconds) {
    const table = element('table');
    table.dataset.region = region;
    const caption = element('caption', region ? '' : 'unseen', region || 'Regions');
    const head = element('thead').appendChild(element('tr'));
    head.append(element('th', '', ''));
    head.firstChild.append(element('span', 'unseen', region ? 'Branch' : 'Region'));
    for (const cell of rows[0].cells) {
      const from = new Date(cell.from);
      const column = element('th', '', isMonth ? day.format(from) : hour.format(from));
      column.scope = 'col';
      column.title = isMonth ? date.format(from) : `${clock.format(from)}, ${date.format(from)}`;
      head.append(column);
    }
    const body = element('tbody');
    body.append(...rows.map((row, y) => this.row(row, y, isMonth, seconds)));
    const box = element('div', 'box');
    table.append(caption, head.parentElement, body);
    box.append(table);
    return box;
  }

  row(row, y, isMonth, seconds) {
    const line = element('tr');
    const name = element('th');
    const link = element('a', 'quiet', row.name);
    name.scope = 'row';
    link.href = this.groupBy === 'region' ? '/devices?region=' + encodeURIComponent(row.name) : '/devices?branch=' + encodeURIComponent(row.name);
    link.title = row.name;
    name.append(link);
    line.append(name, ...row.cells.map((cell, x) => this.make(row, cell, x, y, isMonth, seconds)));
    return line;
  }

  make(row, cell, x, y, isMonth, seconds) {
    const isPartial = cell.uptime_percent !== null && cell.coverage_percent < 99.5;
    const td = element('td', `cell ${kind(cell.uptime_percent)}${isPartial ? ' partial' : ''}`, short(cell.uptime_percent));
    const from = new Date(cell.from);
    const when = isMonth ? date.format(from) : `${clock.format(from)}–${clock.format(new Date(from.getTime() + seconds * 1000))}, ${date.format(from)}`;
    const known = cell.uptime_percent === null ? 'nothing known' : `${fine.format(cell.uptime_percent)} % up, ${fine.format(cell.coverage_percent)} % of the time known`;
    td.tabIndex = x === row.cells.length - 1 && y === 0 ? 0 : -1;   // one stop for each table
    td.setAttribute('aria-label', known);
    td.dataset.told = `${row.name} · ${when}: ${known}`;
    return td;
  }

  tell(cell) { if (cell) { this.detail.textContent = cell.dataset.told; } }

  walk(event) {
    const cell = event.target.closest('td');
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-99, 0], End: [99, 0] };
    const step = steps[event.key];
    if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey) { return; }
    const rows = [...cell.closest('tbody').rows];
    const cells = [...cell.parentElement.cells];
    const y = Math.min(Math.max(rows.indexOf(cell.parentElement) + step[1], 0), rows.length - 1);
    const x = Math.min(Math.max(cells.indexOf(cell) + step[0], 1), cells.length - 1);
    const next = rows[y].cells[x];
    event.preventDefault();
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  // Where a cell is, so that the focus stays when the map is drawn anew.
  place(cell) {
    const table = cell?.closest?.('.uptime-map table');
    return table && cell.tagName === 'TD' ? { region: table.dataset.region, y: cell.parentElement.sectionRowIndex, x: cell.cellIndex } : null;
  }

  cell(place) {
    const table = [...this.tables.querySelectorAll('table')].find(t => t.dataset.region === place.region);
    const cell = table?.tBodies[0].rows[place.y]?.cells[place.x];
    if (cell) {
      table.querySelectorAll('td[tabindex="0"]').forEach(other => { other.tabIndex = -1; });
      cell.tabIndex = 0;
    }
    return cell;
  }

  stop() { clearInterval(this.timer); this.asked++; }
}

export function start(root, groupBy, period, chronic) {
  const map = new UptimeMap(root);
  map.show(groupBy, period, chronic);
  return map;
}
