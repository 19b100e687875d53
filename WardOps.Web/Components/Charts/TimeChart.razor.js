// The only place that knows the chart library. Colours come from TimeChart.razor.css, so dark and light need nothing here.
import ApexCharts from '/lib/apexcharts/apexcharts.esm.js';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

// Two doubles (first time, step, in ms), then a float for each point; NaN is a gap.
function read(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = view.getFloat64(0, true);
  const step = view.getFloat64(8, true);
  const values = [];
  for (let at = 16; at < bytes.byteLength; at += 4) {
    const value = view.getFloat32(at, true);
    values.push(Number.isNaN(value) ? null : value);
  }
  return { from, step, values };
}

// Every step has its own beginning and end: a single known step is seen, and so is a single unknown one.
function steps(points, pick) {
  return points.values.flatMap((value, i) => {
    const from = points.from + i * points.step;
    const y = pick(value);
    return [{ x: from, y }, { x: from + points.step - 1, y }];
  });
}

function series(look, points) {
  const only = wanted => value => (value === wanted ? 1 : null);
  return look.strip
    ? [{ name: 'Up', data: steps(points, only(1)) }, { name: 'Down', data: steps(points, only(0)) }]
    : [{ name: look.title, data: steps(points, value => value) }];
}

function axis(points) {
  return { min: points.from, max: points.from + points.values.length * points.step };
}

// Tops that four ticks divide well. Of zeros only, the library would make a scale without a top.
function top(look, points) {
  if (look.strip) { return 1; }
  if (look.max !== null && look.max !== undefined) { return look.max; }
  const most = points.values.reduce((a, b) => Math.max(a, b ?? 0), 1);
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 6, 8, 10].find(n => n * size >= most) * size;
}

function said(look, value) {
  if (value === null || value === undefined) { return look.strip ? 'Unknown' : 'no data'; }
  if (look.strip) { return value === 1 ? 'Up' : 'Down'; }
  return `${value.toFixed(value < 10 ? 2 : 1)} ${look.unit}`;
}

export function start(element, look, bytes) {
  let points = read(bytes);
  const tip = ({ dataPointIndex }) => {
    const i = dataPointIndex >> 1;   // two points for each step
    const box = document.createElement('div');
    box.className = 'tip';
    box.append(moment.format(points.from + i * points.step), document.createElement('br'), said(look, points.values[i]));
    return box.outerHTML;
  };
  const yaxis = () => ({
    min: 0,
    max: top(look, points),
    tickAmount: look.strip ? 1 : look.low ? 2 : 4,
    labels: { minWidth: 56, maxWidth: 56, formatter: v => (look.strip ? '' : `${Math.round(v * 100) / 100} ${look.unit}`) },
  });
  const chart = new ApexCharts(element, {
    chart: {
      id: look.id,
      group: look.group,
      type: 'area',
      height: look.strip ? 96 : look.low ? 120 : 190,
      animations: { enabled: false },
      toolbar: { show: false },
      zoom: { enabled: false },
      fontFamily: 'inherit',
    },
    series: series(look, points),
    // The outline of Down: an outage of three rounds in a day is narrower than a pixel, and must be seen.
    stroke: { curve: look.strip ? 'stepline' : 'straight', width: look.strip ? [0, 2] : 1.5 },
    fill: { type: 'solid', opacity: look.strip ? 1 : 0.15 },
    dataLabels: { enabled: false },
    legend: { show: false },
    markers: { size: 0 },
    grid: { show: !look.strip, padding: { top: -12, bottom: -4 } },
    xaxis: { type: 'datetime', axisBorder: { show: false }, labels: { datetimeUTC: false, datetimeFormatter: { day: 'd MMM', hour: 'HH:mm', minute: 'HH:mm' } }, tooltip: { enabled: false }, ...axis(points) },
    yaxis: yaxis(),
    tooltip: { shared: true, intersect: false, custom: tip },
  });
  const ready = chart.render();
  let gone = false;
  return {
    async update(fresh) {
      await ready;
      if (gone) { return; }
      points = read(fresh);
      await chart.updateOptions({ series: series(look, points), xaxis: axis(points), yaxis: yaxis() }, false, false, false);
    },
    stop() {
      gone = true;
      chart.destroy();
    },
  };
}
