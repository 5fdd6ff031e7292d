extension HTMLScript {
  /// Cards of benchmarks that have none in the page, drawn from the page's tables and from the data of ``CardsOnDemand``.
  ///
  /// A reader who opens such a card finds the rows of the tables in it, and a sentence that says what is drawn from what.
  static let demand = """
      const others = document.getElementById('others') ? read('others') : null;
      const othersOf = (first) => others.rows.map((row, place) => {
        const [name, hash, state, metrics, tags, time, change] = row;
        const stem = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-/, '').slice(0, 60).replace(/([^-])$/, '$1-');
        return {card: null, row, place: first + place, name, id: 'benchmark-' + stem + hash, suite: '',
          text: '', status: others.states[state][0], metrics: others.metrics[metrics].split(' ').filter(Boolean),
          tags: others.tags[tags], change: change ? change[0] / 1e4 : NaN, time: time === null ? NaN : time};
      });
      // The rows of the page's tables by the names in them, looked for once.
      let rowsByName = null;
      const rowsOf = (name) => {
        if (!rowsByName) {
          rowsByName = new Map();
          for (const region of document.querySelectorAll('main section .scroll')) {
            const label = region.getAttribute('aria-label').replace('table: ', '');
            if (region.closest('.card') || label === '\(ReportHeading.budgetsThatMatter.label)') continue;
            const table = region.querySelector('table');
            const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
            if (!heads.includes('benchmark')) continue;
            for (const row of table.tBodies[0].rows) {
              const code = row.querySelector('code');
              if (!code) continue;
              const found = rowsByName.get(code.textContent) || [];
              found.push({label, heads, row});
              rowsByName.set(code.textContent, found);
            }
          }
        }
        return rowsByName.get(name) || [];
      };
      const nodes = (element) => element ? [...element.childNodes].map((node) => node.cloneNode(true)) : [];
      const region = (label, heads, rows) => make('div', {className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'table: ' + label},
        make('table', {className: heads.includes('before') ? 'n2 n3' : ''},
          make('thead', {}, make('tr', {}, ...heads.map((head) =>
            make('th', {scope: 'col'}, head || make('span', {className: 'unseen'}, 'status'))))),
          make('tbody', {}, ...rows.map((cells) => make('tr', {}, ...cells.map((cell, column) => {
            const made = make('td', {}, ...cell);
            if (heads[column]) made.dataset.head = heads[column];
            return made;
          }))))));
      // The place of a ratio on the axis of all cards.
      const placeOn = (reach) => (change) => {
        const scaled = Math.asinh(Math.log(Math.max(1 + change / 1e4, 1e-9)) / 0.05);
        return 140 + 132 * Math.min(Math.max(scaled / reach, -1), 1);
      };
      const changePlot = (each, reach) => {
        const [change, low, high, tolerance] = each.row[6] || [];
        if (change === undefined || !(reach > 0)) return null;
        const x = placeOn(reach);
        const kind = others.states[each.row[2]][3];
        const band = x(1e4 / (1 + tolerance / 1e4) - 1e4);
        const [start, end] = [low === null ? 8 : x(low), high === null ? 272 : x(high)];
        return draw('svg', {class: 'plot change-plot', viewBox: '0 0 280 22', width: 280, height: 22, role: 'img',
          'aria-label': 'change of ' + (change < 0 ? '−' : '+') + Math.abs(change / 100).toFixed(1) + ' %'},
          draw('rect', {class: 'band', x: band.toFixed(1), y: 1, width: Math.max(x(tolerance) - band, 1).toFixed(1), height: 20}),
          draw('path', {class: 'zero', d: 'M140 0v22'}),
          draw('path', {class: 'reach ' + kind, d: `M${start.toFixed(1)} 11H${end.toFixed(1)}`
            + (low === null ? '' : `M${start.toFixed(1)} 7v8`) + (high === null ? '' : `M${end.toFixed(1)} 7v8`)}),
          draw('circle', {class: 'mean ' + kind, cx: x(change).toFixed(1), cy: 11, r: 4.5}));
      };
      const figureOf = (caption, drawing) => make('figure', {}, make('figcaption', {}, caption), drawing);
      const inUnit = (value, unit) => {
        const scales = {ns: [['ns', 1], ['µs', 1e3], ['ms', 1e6], ['s', 1e9]],
          bytes: [['B', 1], ['kB', 1e3], ['MB', 1e6], ['GB', 1e9]]};
        const scale = scales[unit] && (scales[unit].findLast((step) => Math.abs(value) >= step[1] * 0.9995) || scales[unit][0]);
        return scale ? Number((value / scale[1]).toPrecision(3)) + ' ' + scale[0]
          : Number(value.toPrecision(4)).toLocaleString('en') + (unit === 'count' ? '' : ' ' + unit);
      };
      const strip = (places, top, name) => {
        const [first, , tenth, quarter, middle, third, ninth, , last] = places;
        const box = (from, to, inset, opacity) => draw('rect', {class: 'share ' + name, x: from.toFixed(1), y: top + inset,
          width: Math.max(to - from, 1).toFixed(1), height: 24 - 2 * inset, 'fill-opacity': opacity});
        return [box(first, last, 9, 0.35), box(tenth, ninth, 5, 0.5), box(quarter, third, 1, 0.75),
          draw('path', {class: 'middle', d: `M${middle.toFixed(1)} ${top - 3}v30`})];
      };
      const quantilePlot = (each) => {
        const [metric, unit, low, high, candidate, baseline] = each.row[7] || [];
        if (!candidate) return null;
        const places = (steps) => { let sum = 0; return steps.map((step) => (sum += step) * 0.6); };
        const sides = baseline ? [[baseline, 'before'], [candidate, 'after']] : [[candidate, 'after']];
        const bottom = 34 * sides.length + 8;
        const words = 'samples of ' + others.metrics[metric] + (baseline ? ', the baseline above, this change below' : '');
        return figureOf(words + '; drawn from nine quantiles of each side ('
            + others.quantiles.join(', ') + ' %): boxes hold half and four fifths of the samples, the line is the median',
          draw('svg', {class: 'wide', viewBox: `0 0 600 ${bottom + 18}`, role: 'img', 'aria-label': words},
            ...sides.flatMap(([steps, name], place) => strip(places(steps), 6 + 34 * place, name)),
            draw('path', {class: 'zero', d: `M0 ${bottom}H600`}),
            draw('text', {class: 'axis', x: 0, y: bottom + 14}, inUnit(low, others.units[unit])),
            draw('text', {class: 'axis', x: 600, y: bottom + 14, 'text-anchor': 'end'}, inUnit(high, others.units[unit]))));
      };
      // Without samples: the figures of the table of all measurements, as far as they can be compared.
      const figuresPlot = (rows) => {
        const found = rows.find((each) => each.label === '\(ReportHeading.allMeasurements.label)');
        if (!found) return null;
        const names = ['min', 'median', 'p95', 'p99', 'max'];
        const texts = names.map((name) => found.row.cells[found.heads.indexOf(name)].textContent);
        const sizes = texts.map(figure);
        const most = Math.max(...sizes);
        if (sizes.some((size) => size === null || size < 0) || !(most > 0)) return null;
        const metric = found.row.cells[1].textContent;
        return figureOf(metric + ' of this change; drawn from the table of all measurements',
          draw('svg', {class: 'wide', viewBox: `0 0 600 ${names.length * 34 + 2}`, role: 'img',
            'aria-label': names.map((name, place) => name + ' ' + texts[place]).join('; ')},
            ...names.flatMap((name, place) => [
              draw('text', {class: 'axis', x: 0, y: place * 34 + 16}, name + ' ' + texts[place]),
              draw('rect', {class: 'rail', x: 0, y: place * 34 + 22, width: 596, height: 8}),
              draw('rect', {class: 'used', x: 0, y: place * 34 + 22, width: (sizes[place] / most * 596).toFixed(1), height: 8})])));
      };
      const cardOf = (each, reach) => {
        const [word, look, symbol] = others.states[each.row[2]];
        const rows = rowsOf(each.name);
        const changes = rows.filter((one) => ['\(ReportHeading.whatMatters.label)', '\(ReportHeading.unchanged.label)'].includes(one.label));
        const plot = () => changePlot(each, reach);
        const cells = ({row}) => {
          const qualifier = [...row.cells[1].childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
          const change = row.cells[4].querySelector('.change');
          return [nodes(row.cells[0]), [make('code', {}, qualifier || 'wall_time')], nodes(row.cells[2]), nodes(row.cells[3]),
            change ? [change.cloneNode(true)] : [], [], nodes(row.cells[4].querySelector('.note'))];
        };
        const table = changes.map(cells);
        // The line of a closed card is that of its leading finding.
        const drawn = plot();
        const metric = (each.row[6] || [])[4];
        const named = metric === undefined ? 'wall_time' : others.metrics[metric];
        const said = (cells, column) => cells[column].map((node) => node.textContent).join('');
        const alike = table.filter((cells) => said(cells, 0) === word);
        const first = alike.find((cells) => said(cells, 1) === named) || alike[0] || table[0];
        if (first && drawn) first[5] = [plot()];
        const elsewhere = rows.filter((one) => !changes.includes(one));
        const parts = [];
        if (table.length) {
          parts.push(region('findings of ' + each.name, ['', 'metric', 'before', 'after', 'change', 'change on the axis', 'evidence'], table));
        }
        const items = changes.flatMap(({row}) => [...row.cells[1].querySelectorAll('.more li')]);
        if (items.length) parts.push(make('ul', {}, ...items.map((item) => item.cloneNode(true))));
        for (const label of new Set(elsewhere.map((one) => one.label))) {
          const own = elsewhere.filter((one) => one.label === label);
          const at = own[0].heads.indexOf('benchmark');
          const heads = own[0].heads.map((head) => head === 'status' ? '' : head);
          heads[at] = 'statistic';
          if (own[0].heads[at + 1] === 'metric') heads.splice(at, 1);
          parts.push(region(label + ' of ' + each.name, heads, own.map(({row}) => [...row.cells].map((cell, column) => {
            if (column !== at) return nodes(cell);
            return nodes(cell).filter((node) => !(node.matches && node.matches('code, a')));
          }).filter((_, column) => heads.includes('statistic') || column !== at))));
        }
        parts.push(...[quantilePlot(each) || figuresPlot(rows)].filter(Boolean));
        const line = make('span', {className: 'line'});
        if (first) {
          const before = said(first, 2);
          line.append(make('span', {className: 'figures'}, (before === '–' ? '' : before + ' → ') + said(first, 3)
            + (said(first, 1) === 'wall_time' ? '' : ' ' + said(first, 1))), ' ',
            make('span', {className: 'change'}, said(first, 4)));
        } else {
          const figures = rows.find((one) => one.label === '\(ReportHeading.allMeasurements.label)') || rows[0];
          if (figures) line.append(make('span', {className: 'figures'}, figures.row.cells[2].textContent));
        }
        if (drawn) line.append(drawn);
        const status = make('span', {className: 'status ' + look}, word);
        status.dataset.symbol = symbol;
        const card = make('article', {className: 'card', id: each.id}, make('details', {},
          make('summary', {}, make('span', {className: 'title'}, make('code', {}, each.name)), status, line), ...parts));
        Object.assign(card.dataset, {status: each.status, metrics: each.metrics.join(' '), tags: each.tags.join('\\n')});
        return card;
      };
    """
}
