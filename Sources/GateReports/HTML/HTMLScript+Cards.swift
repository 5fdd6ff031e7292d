extension HTMLScript {
  /// The bar over cards: a search, choices of status, metric and tag, an order.
  ///
  /// A metric that is chosen is what closed cards show; its figures are copied from the card's table. Of a large suite sixty
  /// cards are drawn, the others when they are found or asked for.
  static let cards = """
      const list = document.querySelector('.cards');
      const some = 60;
      const entries = list ? [...list.querySelectorAll('.card')].map((card, place) => ({
        card, place, text: '', status: card.dataset.status || '', suite: card.dataset.suite || '', metrics: (card.dataset.metrics || '').split(' ').filter(Boolean),
        tags: (card.dataset.tags || '').split('\\n').filter(Boolean), id: card.id,
        name: card.querySelector('.title').textContent, change: parseFloat(card.dataset.change),
        time: parseFloat(card.dataset.time)})) : [];
      const hasMore = others !== null && entries.length > 0;
      if (hasMore) entries.push(...othersOf(entries.length));
      // A search looks at the same of every card, drawn or not.
      for (const each of entries) each.text = [each.name, ...each.tags, each.status].join(' ').toLowerCase();
      for (const note of document.querySelectorAll('.without-card')) if (hasMore) note.remove();
      let reveal = () => {};
      // An address that someone wrote may have a per cent sign that encodes nothing.
      const wanted = () => {
        try { return decodeURIComponent(location.hash.slice(1)); } catch { return location.hash.slice(1); }
      };
      const openTarget = () => {
        const id = wanted();
        if (!id) return;
        const end = '-' + id.slice(-8);
        const entry = entries.find((each) => each.row ? each.id.endsWith(end) : each.id === id);
        if (entry && (!entry.card || entry.card.hidden)) reveal(entry);
        const target = document.getElementById(entry ? entry.id : id);
        const fold = target && target.querySelector('details');
        if (fold) { fold.open = true; target.scrollIntoView(); }
      };
      if (entries.length > 1) {
        const want = {query: '', status: '', metric: '', tag: '', suite: ''};
        let limit = hasMore ? some : Infinity;
        let order = entries;
        const count = make('output', {});
        const further = make('button', {type: 'button', hidden: true}, 'draw ' + some + ' more');
        const field = make('input', {type: 'search', className: 'search'});
        const rowOf = (card, metric) => [...card.querySelectorAll('tbody tr')]
          .find((row) => row.cells[1] && row.cells[1].textContent === metric);
        const copy = (cell) => [...cell.childNodes].map((node) => node.cloneNode(true));
        // On a dashboard the table of all series has the other metrics.
        let series = null;
        const seriesOf = (card, metric) => {
          if (!series) {
            series = new Map();
            for (const row of document.querySelectorAll('[aria-label="table: \(ReportHeading.series.label)"] tbody tr')) {
              const key = row.cells[0].querySelector('a').href + ' ' + row.cells[1].textContent;
              if (!series.has(key)) series.set(key, row);
            }
          }
          return series.get(card.querySelector('a').href + ' ' + metric);
        };
        const show = (each) => {
          if (!each.card) return;
          const line = each.card.querySelector('.line');
          if (!line) return;
          if (!each.first) each.first = [...line.childNodes];
          const isLinked = each.card.querySelector('tbody') === null;
          const row = want.metric && (isLinked ? seriesOf : rowOf)(each.card, want.metric);
          if (!row) { line.replaceChildren(...each.first); return; }
          if (isLinked) {
            line.replaceChildren(
              make('span', {className: 'figures'}, row.cells[2].textContent + ' ' + want.metric), ' ',
              make('span', {className: 'change'}, row.cells[3].textContent), ...copy(row.cells[5]));
            return;
          }
          const before = row.cells[2].textContent;
          line.replaceChildren(
            make('span', {className: 'figures'},
              (before === '–' ? '' : before + ' → ') + row.cells[3].textContent + ' ' + want.metric),
            ' ', ...copy(row.cells[4]), ...copy(row.cells[5]));
        };
        const arrange = (isMoved = false) => {
          let found = 0;
          let isNew = isMoved;
          for (const each of order) {
            const isWanted = each.text.includes(want.query) && (!want.status || each.status === want.status)
              && (!want.metric || each.metrics.includes(want.metric)) && (!want.tag || each.tags.includes(want.tag))
              && (!want.suite || each.suite === want.suite);
            if (isWanted) found += 1;
            const isShown = isWanted && (found <= limit || each.isLinked === true);
            if (isShown && !each.card) {
              each.card = cardOf(each, Number(list.dataset.reach));
              isNew = true;
              show(each);
            }
            if (each.card) each.card.hidden = !isShown;
          }
          if (isNew) list.append(...order.filter((each) => each.card).map((each) => each.card));
          further.hidden = found <= limit;
          const words = [found === entries.length ? '' : found.toLocaleString('en') + ' of ',
            entries.length.toLocaleString('en'), hasMore ? ' benchmarks' : '',
            found > limit ? ', the first ' + limit + ' are drawn' : ''];
          count.textContent = found === entries.length && found <= limit ? '' : words.join('');
        };
        const filters = [];
        reveal = (each) => {
          each.isLinked = true;
          field.value = '';
          const hadMetric = want.metric !== '';
          for (const key of Object.keys(want)) want[key] = '';
          for (const select of filters) select.value = '';
          if (hadMetric) for (const other of entries) show(other);
          renew();
          arrange();
        };
        const orders = {
          '': (left, right) => left.place - right.place,
          name: (left, right) => left.name < right.name ? -1 : 1,
          change: (left, right) => (right.change || 0) - (left.change || 0),
          time: (left, right) => (right.time || 0) - (left.time || 0)};
        const bar = make('div', {className: 'tools', role: 'search', ariaLabel: 'benchmarks'},
          make('label', {}, 'Search ', field), ' ');
        const renew = () => { if (hasMore) limit = some; };
        const offer = (name, key, values, after) => {
          const found = [...new Set(values)].sort();
          if (found.length < 2 && !(key === 'tag' && found.length)) return;
          const [label, select] = choice(name, [['', 'any'], ...found.map((each) => [each, each])], (value) => {
            want[key] = value;
            if (after) for (const each of entries) after(each);
            renew();
            arrange();
          });
          filters.push(select);
          bar.append(label, ' ');
        };
        offer('status', 'status', entries.map((each) => each.status));
        offer('metric', 'metric', entries.flatMap((each) => each.metrics), show);
        offer('tag', 'tag', entries.flatMap((each) => each.tags));
        offer('suite', 'suite', entries.map((each) => each.suite).filter(Boolean));
        const ways = [['', list.dataset.order || 'worst first'], ['name', 'name']];
        if (entries.some((each) => each.change)) ways.push(['change', 'change']);
        if (entries.some((each) => each.time)) ways.push(['time', 'time']);
        bar.append(choice('order', ways, (value) => {
          order = [...entries].sort(orders[value]);
          arrange(true);
        })[0], ' ', count, ' ', further);
        list.before(bar);
        field.addEventListener('input', () => { want.query = field.value.toLowerCase(); renew(); arrange(); });
        further.addEventListener('click', () => { limit += some; arrange(); });
        if (hasMore) arrange();
      }
      addEventListener('hashchange', openTarget);
      // A link to the place where the address already is changes nothing that a page hears of.
      addEventListener('click', (event) => {
        const link = event.target.closest('a[href^="#"]');
        if (link && link.hash === location.hash) openTarget();
      });
      openTarget();
    """

  /// Keys: a search, the next and the previous benchmark, help.
  static let keys = """
      const help = make('dialog', {ariaLabel: 'keys'},
        make('h2', {}, 'Keys'),
        make('dl', {}, ...[['/', 'search'], ['j, k', 'next and previous benchmark'],
          ['Enter', 'open the benchmark'], ['?', 'this list'], ['Esc', 'close']]
          .flatMap(([key, what]) => [make('dt', {}, make('kbd', {}, key)), make('dd', {}, what)])),
        make('button', {type: 'button', onclick: () => help.close()}, 'Close'));
      document.querySelector('main').append(help);
      addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
        const at = document.activeElement;
        if (at && at.matches('input, select, textarea')) return;
        if (event.key === '/') {
          const field = document.querySelector('.search') || document.querySelector('input[type=search]');
          if (!field) return;
          field.focus();
        } else if (event.key === '?') {
          help.showModal();
        } else if (event.key === 'j' || event.key === 'k') {
          const shown = [...document.querySelectorAll('.card:not([hidden])')];
          if (!shown.length) return;
          const place = shown.findIndex((card) => card.contains(at));
          const next = place < 0 ? 0 : place + (event.key === 'j' ? 1 : -1);
          const goal = shown[Math.min(Math.max(next, 0), shown.length - 1)].querySelector('summary, a');
          goal.focus();
          goal.scrollIntoView({block: 'nearest'});
        } else return;
        event.preventDefault();
      });
    """
}
