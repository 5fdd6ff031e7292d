extension HTMLScript {
  /// Two choices of a run, and a table of what differs between them beside what usually differs from run to run.
  static let compareRuns = """
      const site = read('runs');
      const holder = document.querySelector('.compare');
      const kind = (run) => run[4] + ' · ' + run[5];
      const name = (run) => moment(run[0]) + ' · ' + (run[1] || run[3]).slice(0, 10) + (run[2] ? ' · ' + run[2] : '');
      const runs = site.runs.map((run, place) => ({run, place}));
      const find = (id) => runs.find((each) => id && (each.run[3] === id || each.run[1].startsWith(id)));
      const newest = runs[runs.length - 1];
      const previous = newest && runs.slice(0, -1).findLast((each) => kind(each.run) === kind(newest.run));
      // How much the value of one run usually differs from that of the run before: three robust standard deviations.
      const usual = (values, isShare) => {
        const known = values.filter((value) => value !== null);
        const steps = known.slice(1).map((value, place) => Math.abs(isShare || known[place] <= 0 || value <= 0
          ? value - known[place] : Math.log(value / known[place]))).sort((left, right) => left - right);
        return steps.length < 5 ? null : 3 * 1.4826 * steps[steps.length >> 1];
      };
      const show = (before, after, query) => {
        const rows = [];
        for (const [suite, benchmark, slug, metric, unit, direction, machine, values] of site.series) {
          const [old, now] = [values[before.place], values[after.place]];
          if (old === null || now === null) continue;
          const isShare = unit === 'ratio';
          const change = isShare ? now - old : old > 0 && now > 0 ? Math.log(now / old) : null;
          const limit = usual(values, isShare);
          const isBeyond = change !== null && limit !== null && Math.abs(change) > Math.max(limit, 1e-9);
          const isWorse = (now > old) === (direction === 'lower_is_better');
          rows.push({benchmark, slug, metric, unit, old, now, change, limit, isBeyond, isWorse,
            weight: change === null ? 0 : Math.abs(change) / Math.max(limit || 0.01, 0.001), isShare});
        }
        rows.sort((left, right) => right.isBeyond - left.isBeyond || right.weight - left.weight);
        const words = (row, change) => row.isShare ? (change < 0 ? '−' : '+') + Math.abs(change * 100).toFixed(1) + ' pp'
          : percent(Math.exp(change) - 1);
        const reach = Math.max(0.05, ...rows.map((row) => Math.abs(row.change || 0)));
        const place = (change) => 90 + 84 * Math.asinh(change / 0.05) / Math.asinh(reach / 0.05);
        const plot = (row) => {
          if (row.change === null) return '';
          const limit = row.limit || 0;
          const colour = row.isBeyond ? row.isWorse ? 'is-bad' : 'is-good' : 'is-even';
          return draw('svg', {class: 'plot', viewBox: '0 0 180 18', width: 180, height: 18, role: 'img',
            'aria-label': words(row, row.change)},
            draw('rect', {class: 'band', x: Math.max(place(-limit), 0).toFixed(1), y: 1, height: 16,
              width: Math.max(Math.min(place(limit), 180) - Math.max(place(-limit), 0), 1).toFixed(1)}),
            draw('path', {class: 'zero', d: 'M90 0v18'}),
            draw('circle', {class: 'mean ' + colour, cx: place(row.change).toFixed(1), cy: 9, r: 4.5}));
        };
        const cell = (...content) => make('td', {}, ...content);
        const heads = ['', 'benchmark', 'metric', 'before', 'after', 'change', 'usual difference', 'change and usual difference'];
        const table = make('table', {className: 'n3 n4 n5 n6'},
          make('thead', {}, make('tr', {}, ...heads.map((head, column) => make('th',
            {scope: 'col', className: column >= 3 && column <= 6 ? 'number' : column === 1 ? 'name' : ''},
            head || make('span', {className: 'unseen'}, 'status'))))),
          make('tbody', {}, ...rows.map((row) => {
            const state = !row.isBeyond ? 'usual' : row.isWorse ? 'worse' : 'better';
            const status = make('span', {className: 'status ' + ({worse: 'regressed', better: 'improved', usual: 'passed'})[state]}, state);
            status.dataset.symbol = ({worse: '✗', better: '✓', usual: '='})[state];
            return make('tr', {}, cell(status),
              cell(make('a', {href: 'benchmarks/' + row.slug + '.html'}, make('code', {}, row.benchmark))), cell(row.metric),
              cell(quantity(row.old, row.unit)), cell(quantity(row.now, row.unit)),
              cell(row.change === null ? '–' : words(row, row.change)),
              cell(row.limit === null ? '–' : row.isShare ? '± ' + (row.limit * 100).toFixed(1) + ' pp'
                : '± ' + (100 * Math.expm1(row.limit)).toFixed(1) + ' %'),
              cell(plot(row)));
          })));
        const count = (state) => rows.filter((row) => row.isBeyond && row.isWorse === state).length;
        const summary = make('p', {}, make('strong', {}, count(true) + ' worse, ' + count(false) + ' better'),
          ' of ' + rows.length + ' series differ by more than they usually do from run to run.');
        const region = make('div', {className: 'scroll', tabIndex: 0, role: 'region', ariaLabel: 'table: comparison'}, table);
        const result = make('div', {}, summary, region);
        holder.replaceChildren(result);
        if (rows.length > 1) manage(table, table.tBodies[0]);
      };
      if (newest && previous) {
        const want = {before: previous, after: newest};
        const selects = {};
        const kinds = [...new Set(runs.map((each) => kind(each.run)))];
        const options = () => (kinds.length > 1 ? kinds : ['']).map((group) => {
          const own = runs.filter((each) => !group || kind(each.run) === group).reverse()
            .map((each) => make('option', {value: each.place}, name(each.run)));
          return group ? make('optgroup', {label: group}, ...own) : own;
        }).flat();
        const update = () => {
          for (const side of ['before', 'after']) selects[side].value = want[side].place;
          show(want.before, want.after);
          history.replaceState(null, '', '#' + want.before.run[3] + '..' + want.after.run[3]);
        };
        const bar = make('div', {className: 'tools', role: 'group', ariaLabel: 'runs to compare'});
        for (const side of ['before', 'after']) {
          const [label, select] = choice(side, [], (place) => { want[side] = runs[place]; update(); });
          select.append(...options());
          selects[side] = select;
          bar.append(label);
        }
        const swap = make('button', {type: 'button'}, 'swap');
        swap.addEventListener('click', () => { [want.before, want.after] = [want.after, want.before]; update(); });
        bar.append(swap);
        holder.before(bar);
        const follow = () => {
          const [before, after] = decodeURIComponent(location.hash.slice(1)).split('..').map(find);
          if (before && after) { want.before = before; want.after = after; }
          update();
        };
        addEventListener('hashchange', follow);
        follow();
      }
    """
}
