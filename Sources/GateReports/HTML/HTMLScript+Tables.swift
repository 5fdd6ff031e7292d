extension HTMLScript {
  /// Makes every heading a button that sorts, and gives long tables a field and a choice that filter.
  ///
  /// Figures are compared by size, whatever their units: 999 µs before 1.2 ms. A drawing sorts by
  /// what its label says. Of a table of thousands, five hundred rows are shown until a reader asks for
  /// all, because laying out the rest takes a browser seconds.
  static let tables = """
      const said = (cell) => {
        const text = cell.textContent.trim();
        if (text) return text;
        const drawing = cell.querySelector('svg');
        return drawing ? drawing.getAttribute('aria-label') : '';
      };
      const compare = (left, right) => {
        if (left.figure !== null && right.figure !== null && left.figure !== right.figure) {
          return left.figure - right.figure;
        }
        if ((left.figure === null) !== (right.figure === null)) return left.figure === null ? 1 : -1;
        return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
      };
      const most = 500;
      const manage = (table, body) => {
        const heads = [...table.tHead.rows[0].cells];
        let entries = Array.from(body.rows, (row) => ({row, text: null}));
        let limit = most;
        let query = '';
        let wanted = '';
        const state = (row) => {
          const status = row.cells[0].firstElementChild;
          return status && status.classList.contains('status') ? status.textContent : '';
        };
        const count = document.createElement('output');
        const more = document.createElement('button');
        more.type = 'button';
        const arrange = () => {
          let found = 0;
          for (const each of entries) {
            if (query && each.text === null) each.text = each.row.textContent.toLowerCase();
            const isWanted = (!query || each.text.includes(query)) && (!wanted || state(each.row) === wanted);
            if (isWanted) found += 1;
            const isHidden = !isWanted || found > limit;
            if (each.row.hidden !== isHidden) each.row.hidden = isHidden;
          }
          count.textContent = found > limit ? limit + ' of ' + found + ' are shown'
            : query || wanted ? found + ' of ' + entries.length : '';
          more.hidden = found <= limit;
          more.textContent = 'show all ' + found;
        };
        heads.forEach((head, column) => {
          const button = document.createElement('button');
          button.type = 'button';
          button.append(...head.childNodes);
          head.append(button);
          button.addEventListener('click', () => {
            const isUp = head.getAttribute('aria-sort') !== 'ascending';
            for (const each of heads) each.removeAttribute('aria-sort');
            head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
            const keys = new Map(entries.map((each) => {
              const text = said(each.row.cells[column]);
              return [each, {text, figure: figure(text)}];
            }));
            const way = isUp ? 1 : -1;
            entries.sort((left, right) => way * compare(keys.get(left), keys.get(right)));
            // Rows move faster in a table's body that is not on the page.
            body.remove();
            arrange();
            for (const each of entries) body.append(each.row);
            table.append(body);
          });
        });
        if (entries.length < 8 || table.closest('.card')) return;
        const label = document.createElement('label');
        label.className = 'filter';
        const field = document.createElement('input');
        field.type = 'search';
        label.append('Show rows with ', field);
        const bar = document.createElement('p');
        bar.className = 'bar';
        bar.append(label);
        const states = new Set(entries.map((each) => state(each.row)));
        if (states.size > 1) {
          bar.append(' ', choice('status', [['', 'any'], ...[...states].filter(Boolean).map((each) => [each, each])],
            (value) => { wanted = value; arrange(); })[0]);
        }
        bar.append(' ', count, ' ', more);
        table.parentElement.before(bar);
        field.addEventListener('input', () => { query = field.value.toLowerCase(); arrange(); });
        more.addEventListener('click', () => { limit = Infinity; arrange(); field.focus(); });
        arrange();
      };
      for (const table of document.querySelectorAll('table')) {
        const body = table.tBodies[0];
        if (body && body.rows.length > 1) manage(table, body);
      }
    """
}
