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
      const usual = (values, difference) => {
        const known = values.filter((value) => value !== null);
        const steps = known.slice(1).map((value, place) => Math.abs(difference(known[place], value)))
          .sort((left, right) => left - right);
        return steps.length < 5 ? null : 3 * 1.4826 * steps[steps.length >> 1];
      };
      const looks = {worse: ['regressed', '✗'], better: ['improved', '✓'], 'only before': ['missing', '–'],
        'only after': ['new', '+'], changed: ['unproven', '?'], usual: ['passed', '=']};
      const order = ['worse', 'better', 'only before', 'only after', 'changed', 'usual'];
      const show = (before, after, query) => {
        const rows = [];
        for (const [suite, benchmark, slug, metric, unit, direction, machine, values] of site.series) {
          const [old, now] = [values[before.place], values[after.place]];
          if (old === null && now === null) continue;
          const isShare = unit === 'ratio';
          // Values that are not positive have no ratio, so such a series is compared by differences.
          const hasRatio = !isShare && values.every((value) => value === null || value > 0);
          const difference = (from, to) => hasRatio ? Math.log(to / from) : to - from;
          const isWhole = old !== null && now !== null;
          const change = isWhole ? difference(old, now) : null;
          const limit = usual(values, difference);
          const isWorse = (now > old) === (direction === 'lower_is_better');
          const state = !isWhole ? now === null ? 'only before' : 'only after' : change === 0 ? 'usual'
            : limit === null ? 'changed' : Math.abs(change) <= Math.max(limit, 1e-9) ? 'usual' : isWorse ? 'worse' : 'better';
          const scale = hasRatio || isShare ? 1 : Math.max(Math.abs(old), Math.abs(now));
          rows.push({benchmark, slug, metric, unit, old, now, change, limit, state, isShare, isDrawn: isWhole && (hasRatio || isShare),
            weight: isWhole ? Math.abs(change) / Math.max(limit || 0.01 * scale, 0.001 * scale) : 0});
        }
        const rank = (row) => Math.max(order.indexOf(row.state), 1);
        rows.sort((left, right) => rank(left) - rank(right) || right.weight - left.weight);
        const words = (row, change) => row.isShare ? (change < 0 ? '−' : '+') + Math.abs(change * 100).toFixed(1) + ' pp'
          : row.isDrawn ? percent(Math.exp(change) - 1) : (change < 0 ? '−' : '+') + quantity(Math.abs(change), row.unit);
        const limitWords = (row) => row.isShare ? (row.limit * 100).toFixed(1) + ' pp'
          : row.isDrawn ? (100 * Math.expm1(row.limit)).toFixed(1) + ' %' : quantity(row.limit, row.unit);
        const reach = Math.max(0.05, ...rows.filter((row) => row.isDrawn).map((row) => Math.max(Math.abs(row.change), row.limit || 0)));
        const place = (change) => 90 + 84 * Math.asinh(change / 0.05) / Math.asinh(reach / 0.05);
        const plot = (row) => {
          if (!row.isDrawn) return '';
          const limit = row.limit || 0;
          const colour = ({worse: 'is-bad', better: 'is-good'})[row.state] || 'is-even';
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
            const [look, symbol] = looks[row.state];
            const status = make('span', {className: 'status ' + look}, row.state);
            status.dataset.symbol = symbol;
            return make('tr', {}, cell(status),
              cell(make('a', {href: 'benchmarks/' + row.slug + '.html'}, make('code', {}, row.benchmark))), cell(row.metric),
              ...[row.old, row.now].map((value) => cell(value === null ? '–' : quantity(value, row.unit))),
              cell(row.change === null ? '–' : words(row, row.change)),
              cell(row.limit === null ? '–' : '± ' + limitWords(row)),
              cell(plot(row)));
          })));
        // On a telephone the headings are beside their figures.
        for (const row of table.tBodies[0].rows) {
          for (const column of [3, 4, 6]) row.cells[column].dataset.head = heads[column];
        }
        const count = (state) => rows.filter((row) => row.state === state).length;
        const shared = rows.filter((row) => row.change !== null).length;
        const more = [
          [count('changed'), 'differ, and too few runs are known to say by how much they usually do'],
          [count('only before'), 'only in the run before'], [count('only after'), 'only in the run after'],
        ].filter(([number]) => number > 0).map(([number, text]) => ' ' + number + ' ' + text + '.').join('');
        const summary = shared === 0
          ? make('p', {}, make('strong', {}, 'Nothing to compare'), '. The two runs have no series in common:'
            + ' they are of other suites, machines or branches.' + more)
          : make('p', {}, make('strong', {}, count('worse') + ' worse, ' + count('better') + ' better'),
            ' of ' + shared + ' series differ by more than they usually do from run to run.' + more);
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
          const names = location.hash.slice(1).split('..');
          const [before, after] = names.map(find);
          if (location.hash && !(before && after)) {
            for (const side of ['before', 'after']) selects[side].value = want[side].place;
            holder.replaceChildren(make('p', {}, make('strong', {}, 'Not on this page'),
              ': the address names a run that is not among the newest ' + runs.length + '. Choose two runs above.'));
            return;
          }
          if (before) { want.before = before; want.after = after; }
          update();
        };
        addEventListener('hashchange', follow);
        follow();
      }
    """
}
