/// The pages' one script: it sorts and filters, answers keys, and draws dashboards' charts; nothing is lost without it.
enum HTMLScript {
  /// The script of reports and of a dashboard's first page.
  static let text = whole([tables, flames, demand, cards, keys])

  /// Pieces in one scope of their own.
  static func whole(_ pieces: [String]) -> String {
    "(() => {\n" + ([shared] + pieces).joined(separator: "\n") + "\n})();"
  }

  /// Functions that several pieces share: figures by size, elements, a labelled control, drawings, data.
  private static let shared = """
      const units = {ns: 1, 'µs': 1e3, ms: 1e6, s: 1e9, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12,
        'kB/s': 1e3, 'MB/s': 1e6, 'GB/s': 1e9, 'TB/s': 1e12};
      const figure = (text) => {
        const parts = /^([-−+]?)([0-9][0-9,]*[.]?[0-9]*)([kMG]?)(?: ([^ ]+)|$|×)/.exec(text);
        if (!parts) return null;
        const size = parseFloat(parts[2].replace(/,/g, ''))
          * ({k: 1e3, M: 1e6, G: 1e9}[parts[3]] || 1) * (units[parts[4]] || 1);
        return parts[1] === '-' || parts[1] === '−' ? -size : size;
      };
      const make = (name, attributes, ...children) => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) element[key] = value;
        element.append(...children);
        return element;
      };
      const choice = (name, values, act) => {
        const select = make('select', {}, ...values.map(([value, text]) => make('option', {value}, text)));
        select.addEventListener('change', () => act(select.value));
        return [make('label', {}, name + ' ', select), select];
      };
      // The name of SVG is an address, and this page shall have none.
      const space = new DOMParser().parseFromString('<svg>', 'text/html').querySelector('svg').namespaceURI;
      const draw = (name, attributes, ...children) => {
        const element = document.createElementNS(space, name);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        element.append(...children);
        return element;
      };
      const read = (id) => JSON.parse(document.getElementById(id).content.textContent);
    """

  /// A field above each flame graph that marks functions.
  private static let flames = """
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
    """
}
