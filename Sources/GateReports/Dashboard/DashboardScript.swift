extension HTMLScript {
  /// The script of a benchmark's page.
  static let chartPage = whole([tables, values, charts, keys])

  /// The script of the page that compares runs.
  static let comparePage = whole([tables, values, compareRuns])

  /// Functions for charts and comparisons: figures in words as on the rest of the page.
  private static let values = """
      const significant = (size) => size.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
      const scaled = (value, steps, gap) => {
        const size = Math.abs(value);
        const [name, step] = steps.findLast((each) => size >= each[1] * 0.9995) || steps[0];
        return (value < 0 ? '−' : '') + significant(size / step) + gap + name;
      };
      const bytes = [['B', 1], ['kB', 1e3], ['MB', 1e6], ['GB', 1e9], ['TB', 1e12]];
      const large = [['', 1], ['k', 1e3], ['M', 1e6], ['G', 1e9]];
      const quantity = (value, unit) => {
        if (unit === 'ns') return scaled(value, [['ns', 1], ['µs', 1e3], ['ms', 1e6], ['s', 1e9]], ' ');
        if (unit === 'bytes') return scaled(value, bytes, ' ');
        if (unit === 'bytes/s') return scaled(value, bytes, ' ') + '/s';
        if (unit === 'items/s') return scaled(value, large, '') + ' items/s';
        if (unit === 'ratio') return (value * 100).toFixed(1) + ' %';
        if (unit === 'count') return value.toLocaleString('en-US', {maximumSignificantDigits: 7});
        return significant(Math.abs(value)) + ' ' + unit;
      };
      const percent = (share) => (share < 0 ? '−' : share > 0 ? '+' : '') + (Math.abs(share) * 100).toFixed(1) + ' %';
      const moment = (time) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
    """

  /// A chart that answers for each metric: hover, zoom, a logarithmic axis, machines and branches over each other.
  private static let charts = """
      const site = read('values');
      const day = (run) => moment(run[0]).slice(0, 10);
      for (const section of document.querySelectorAll('section.metric')) {
        const own = site.series.filter((each) => each.metric === section.dataset.metric);
        const lines = [];
        for (const each of own) {
          const branches = new Map();
          for (const point of each.points) {
            const branch = site.runs[point[0]][2];
            if (!branches.has(branch)) branches.set(branch, []);
            branches.get(branch).push(point);
          }
          for (const [branch, points] of branches) {
            lines.push({machine: each.machine, branch, points, unit: each.unit, changes: each.changes, isShown: true});
          }
        }
        lines.sort((left, right) => right.points.length - left.points.length);
        const dropped = lines.splice(8).length;
        const first = lines[0];
        if (!first || first.points.length < 2) continue;
        const hasMachines = new Set(lines.map((each) => each.machine)).size > 1;
        const hasBranches = new Set(lines.map((each) => each.branch)).size > 1;
        const title = (line) => [hasMachines ? line.machine : '', hasBranches ? line.branch : '']
          .filter(Boolean).join(' · ') || line.branch || line.machine;
        const places = [...new Set(lines.flatMap((each) => each.points.map((point) => point[0])))]
          .sort((left, right) => left - right);
        // As wide as its place, so that its letters have one size on every screen.
        const [left, top, bottom] = [78, 26, 258];
        let right = 1086;
        const view = {from: 0, to: places.length - 1, isLog: false, at: null};
        const order = new Map(places.map((place, index) => [place, index]));
        const chart = draw('svg', {class: 'chart', tabindex: '0', role: 'img',
          'aria-label': section.dataset.metric + ' over ' + places.length + ' runs; the arrow keys go through the values'});
        const value = make('output', {className: 'value'});
        value.dataset.hint = 'Point at a value, or use the arrow keys. Drag over the chart to zoom, double-click to see all.';
        const x = (index) => left + (right - left) * (index - view.from) / Math.max(view.to - view.from, 1);
        let y = () => 0;
        let seen = [];
        const render = () => {
          seen = [];
          for (const line of lines) {
            if (!line.isShown) continue;
            for (const [place, size] of line.points) {
              const index = order.get(place);
              if (size !== null && index >= view.from && index <= view.to) seen.push({line, place, index, size});
            }
          }
          const sizes = seen.map((each) => each.size).sort((left, right) => left - right);
          const canLog = sizes[0] > 0;
          const isLog = view.isLog && canLog;
          const scale = isLog ? Math.log10 : (size) => size;
          // Noise looks like noise: the axis spans a tenth of the middle value at least.
          const middle = sizes[sizes.length >> 1] || 0;
          let [low, high] = [sizes[0] || 0, sizes[sizes.length - 1] || 0];
          const missing = Math.max(Math.abs(middle) * 0.1 - (high - low), 0) || (high === low ? 1 : 0);
          if (low - missing / 2 > 0 || !isLog) { low -= missing / 2; high += missing / 2; }
          if (low < 0 && canLog) low = 0;
          const [bottomScale, topScale] = [scale(low), scale(high)];
          y = (size) => bottom - (bottom - top) * (scale(size) - bottomScale) / (topScale - bottomScale || 1);
          const step = 10 ** Math.floor(Math.log10((high - low) / 4 || 1));
          const nice = [1, 2, 5, 10].find((each) => each * step * 5 >= high - low) * step;
          const ticks = isLog && high / low > 5
            ? [...Array(40)].flatMap((_, power) => [1, 2, 5].map((each) => each * 10 ** (power - 12)))
              .filter((each) => each >= low && each <= high)
            : [...Array(9)].map((_, count) => (Math.ceil(low / nice) + count) * nice).filter((each) => each <= high);
          const parts = ticks.flatMap((each) => [
            draw('path', {class: 'grid', d: `M${left} ${y(each).toFixed(1)}H${right}`}),
            draw('text', {class: 'axis', x: left - 8, y: (y(each) + 3.5).toFixed(1), 'text-anchor': 'end'},
              quantity(each, first.unit))]);
          for (const [index, anchor] of [[view.from, 'start'], [view.to, 'end']]) {
            parts.push(draw('text', {class: 'axis', x: x(index).toFixed(1), y: 278, 'text-anchor': anchor},
              day(site.runs[places[index]])));
          }
          let lastLabel = -Infinity;
          for (const line of lines) {
            if (!line.isShown || line !== lines.find((each) => each.machine === line.machine && each.isShown)) continue;
            for (const [place, words, isWorse] of line.changes) {
              const index = order.get(place);
              if (index === undefined || index < view.from || index > view.to) continue;
              const run = site.runs[place];
              const at = x(index);
              const mark = draw('path', {class: 'mark ' + (isWorse ? 'worse' : 'better'), d: `M${at.toFixed(1)} ${top}V${bottom}`},
                draw('title', {}, words + ' at ' + run[1]));
              parts.push(mark);
              if (Math.abs(at - lastLabel) > 150) {
                lastLabel = at;
                const isLate = at > right - 160;
                parts.push(draw('text', {class: 'axis', x: (at + (isLate ? -4 : 4)).toFixed(1), y: 18,
                  'text-anchor': isLate ? 'end' : 'start'}, words.split(' [')[0] + ' at ' + run[1].slice(0, 10)));
              }
            }
          }
          lines.forEach((line, number) => {
            if (!line.isShown) return;
            const inside = seen.filter((each) => each.line === line);
            const path = inside.map((each) => x(each.index).toFixed(1) + ' ' + y(each.size).toFixed(1));
            if (!path.length) return;
            parts.push(draw('path', {class: 'series s' + number % 4, d: 'M' + path.join('L')}));
            if (inside.length <= 150) {
              parts.push(draw('path', {class: 'points s' + number % 4, d: path.map((each) => 'M' + each + 'h0').join('')}));
            }
          });
          chart.replaceChildren(...parts);
          if (view.at && seen.some((each) => each.line === view.at.line && each.place === view.at.place)) point(view.at);
          else { view.at = null; value.textContent = ''; }
        };
        const point = (at) => {
          view.at = at;
          for (const old of chart.querySelectorAll('.cursor, .at')) old.remove();
          const run = site.runs[at.place];
          chart.append(draw('path', {class: 'cursor', d: `M${x(at.index).toFixed(1)} ${top}V${bottom}`}),
            draw('circle', {class: 'at', cx: x(at.index).toFixed(1), cy: y(at.size).toFixed(1), r: 4.5}));
          value.textContent = [quantity(at.size, at.line.unit), moment(run[0]) + ' UTC',
            run[1] && 'commit ' + run[1], run[2], hasMachines ? at.line.machine : ''].filter(Boolean).join(' · ');
        };
        const within = (event) => {
          const box = chart.getBoundingClientRect();
          return {x: (event.clientX - box.left) / box.width * (right + 14), y: (event.clientY - box.top) / box.height * 284};
        };
        const zoom = (from, to) => {
          view.from = Math.max(0, Math.round(Math.min(from, to)));
          view.to = Math.min(places.length - 1, Math.round(Math.max(from, to)));
          if (view.to - view.from < 2) { view.from = Math.max(0, view.to - 2); view.to = Math.min(places.length - 1, view.from + 2); }
          render();
        };
        const index = (place) => view.from + (place - left) / (right - left) * (view.to - view.from);
        let start = null;
        chart.addEventListener('pointerdown', (event) => { start = within(event).x; });
        chart.addEventListener('pointermove', (event) => {
          const at = within(event);
          const distance = (each) => Math.abs(x(each.index) - at.x) * 3 + Math.abs(y(each.size) - at.y);
          const best = seen.reduce((best, each) => !best || distance(each) < distance(best) ? each : best, null);
          if (best) point(best);
          const old = chart.querySelector('.chosen');
          if (old) old.remove();
          if (start !== null && Math.abs(at.x - start) > 8) {
            chart.prepend(draw('rect', {class: 'chosen', x: Math.min(start, at.x), y: top, width: Math.abs(at.x - start),
              height: bottom - top}));
          }
        });
        chart.addEventListener('pointerup', (event) => {
          const end = within(event).x;
          if (start !== null && Math.abs(end - start) > 8) zoom(index(start), index(end));
          start = null;
        });
        chart.addEventListener('pointerleave', () => { start = null; });
        chart.addEventListener('dblclick', () => zoom(0, places.length - 1));
        chart.addEventListener('keydown', (event) => {
          const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
          if (!way) return;
          event.preventDefault();
          const line = view.at ? view.at.line : lines.find((each) => each.isShown);
          const row = seen.filter((each) => each.line === line);
          if (!row.length) return;
          const now = view.at ? row.findIndex((each) => each.place === view.at.place) : row.length;
          point(row[Math.min(Math.max(now + way, 0), row.length - 1)]);
        });
        const tools = make('div', {className: 'tools', role: 'group', ariaLabel: 'chart of ' + section.dataset.metric});
        const steps = [50, 200].filter((each) => each < places.length);
        const isCut = own.some((each) => each.runs > each.points.length);
        tools.append(choice('runs', [['', 'all ' + places.length + (isCut ? ' drawn' : '')], ...steps.map((each) => [each, 'last ' + each])],
          (count) => zoom(count ? places.length - count : 0, places.length - 1))[0]);
        const log = make('input', {type: 'checkbox'});
        log.addEventListener('change', () => { view.isLog = log.checked; render(); });
        tools.append(make('label', {}, log, ' logarithmic axis'));
        if (lines.length > 1) {
          lines.forEach((line, number) => {
            const box = make('input', {type: 'checkbox', checked: true});
            box.addEventListener('change', () => { line.isShown = box.checked; render(); });
            const key = draw('svg', {class: 'key chart', viewBox: '0 0 26 11', 'aria-hidden': 'true'},
              draw('path', {class: 'series s' + number % 4, d: 'M0 6H26'}));
            tools.append(make('label', {}, box, key, title(line)));
          });
        }
        if (dropped) tools.append(make('span', {}, dropped + ' more lines are not shown'));
        const drawings = section.querySelectorAll('svg.trend');
        drawings[0].closest('section').querySelector('h2').after(tools, chart, value);
        for (const each of drawings) each.remove();
        const fit = () => {
          const width = Math.min(Math.max(section.clientWidth, 300), 1100);
          right = width - 14;
          chart.setAttribute('viewBox', `0 0 ${width} 284`);
          render();
        };
        addEventListener('resize', fit);
        fit();
      }
    """
}
