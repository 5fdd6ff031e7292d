/// The pages' one script: it sorts and filters tables, marks functions in flame graphs, and nothing is lost without it.
enum HTMLScript {
  /// Makes every heading a button that sorts, and gives long tables a field that filters.
  ///
  /// Figures are compared by size, whatever their units: 999 µs before 1.2 ms. A drawing sorts by
  /// what its label says. Of a table of thousands, five hundred rows are shown until somebody asks for
  /// all, because laying out the rest takes a browser seconds.
  static let text = """
    (() => {
      const units = {ns: 1, 'µs': 1e3, ms: 1e6, s: 1e9, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12,
        'kB/s': 1e3, 'MB/s': 1e6, 'GB/s': 1e9, 'TB/s': 1e12};
      const said = (cell) => {
        const text = cell.textContent.trim();
        if (text) return text;
        const drawing = cell.querySelector('svg');
        return drawing ? drawing.getAttribute('aria-label') : '';
      };
      const figure = (text) => {
        const parts = /^([-−+]?)([0-9][0-9,]*[.]?[0-9]*)([kMG]?)(?: ([^ ]+)|$|×)/.exec(text);
        if (!parts) return null;
        const size = parseFloat(parts[2].replace(/,/g, ''))
          * ({k: 1e3, M: 1e6, G: 1e9}[parts[3]] || 1) * (units[parts[4]] || 1);
        return parts[1] === '-' || parts[1] === '−' ? -size : size;
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
        const count = document.createElement('output');
        const more = document.createElement('button');
        more.type = 'button';
        const arrange = () => {
          let found = 0;
          for (const each of entries) {
            if (query && each.text === null) each.text = each.row.textContent.toLowerCase();
            const isWanted = !query || each.text.includes(query);
            if (isWanted) found += 1;
            const isHidden = !isWanted || found > limit;
            if (each.row.hidden !== isHidden) each.row.hidden = isHidden;
          }
          count.textContent = found > limit ? limit + ' of ' + found + ' are shown'
            : query ? found + ' of ' + entries.length : '';
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
        if (entries.length < 8) return;
        const label = document.createElement('label');
        label.className = 'filter';
        const field = document.createElement('input');
        field.type = 'search';
        label.append('Show rows with ', field);
        const bar = document.createElement('p');
        bar.className = 'bar';
        bar.append(label, ' ', count, ' ', more);
        table.parentElement.before(bar);
        field.addEventListener('input', () => { query = field.value.toLowerCase(); arrange(); });
        more.addEventListener('click', () => { limit = Infinity; arrange(); field.focus(); });
        arrange();
      };
      for (const table of document.querySelectorAll('table')) {
        const body = table.tBodies[0];
        if (body && body.rows.length > 1) manage(table, body);
      }
      for (const drawing of document.querySelectorAll('svg.flames')) {
        const label = document.createElement('label');
        const field = document.createElement('input');
        field.type = 'search';
        label.append('Mark functions with ', field);
        const bar = document.createElement('p');
        bar.className = 'bar';
        bar.append(label);
        drawing.before(bar);
        field.addEventListener('input', () => {
          const query = field.value.toLowerCase();
          for (const frame of drawing.querySelectorAll('.frame')) {
            const title = frame.querySelector('title').textContent.toLowerCase();
            frame.classList.toggle('found', query !== '' && title.includes(query));
          }
        });
      }
    })();
    """
}
