"""Opens pages in a real browser: nothing on the console, no request, sorting, filtering and marking work, keys are answered,
text has contrast and controls have names, axe-core finds no fault, on a telephone nothing scrolls sideways, and on paper nothing is cut.

Usage: pages.py AXE_SCRIPT PICTURES PAGE...
"""

import os
import pathlib
import sys

sys.path.insert(0, os.path.dirname(__file__))
from accessibility import CONTRAST, FOCUS, NAMES, PHONE
from browser import Browser

# Sorts every table by every column, and compares with an order worked out from what the cells say.
SORTS = r"""
(() => {
  const faults = [];
  let clicks = 0;
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const table of document.querySelectorAll('table')) {
    const body = table.tBodies[0];
    if (body.rows.length < 2) continue;
    const before = body.rows.length;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = head.querySelector('button');
      if (!button) { faults.push('no button in ' + head.textContent); return; }
      const column_texts = () => [...body.rows].map((row) => row.cells[column].textContent);
      button.click();
      const up = column_texts();
      if (head.getAttribute('aria-sort') !== 'ascending') faults.push('not announced: ' + head.textContent);
      button.click();
      const down = column_texts();
      clicks += 2;
      if (head.getAttribute('aria-sort') !== 'descending') faults.push('not announced: ' + head.textContent);
      if (up.join('\n') !== down.reverse().join('\n') && new Set(up).size === up.length) {
        faults.push('up is not down reversed: ' + head.textContent);
      }
      if (table.tHead.querySelectorAll('[aria-sort]').length !== 1) faults.push('two orders at once');
      if (head.classList.contains('number')) {
        const scale = {ns: 1, 'µs': 1e3, ms: 1e6, s: 1e9, B: 1, kB: 1e3, MB: 1e6, GB: 1e9};
        const prefix = {k: 1e3, M: 1e6, G: 1e9};
        const sized = up.map((text) => {
          const parts = text.replace('−', '-').replace('+', '').replaceAll(',', '').split(' ');
          const factor = prefix[parts[0].slice(-1)] || scale[parts[1]] || 1;
          return {text, size: parseFloat(parts[0]) * factor};
        }).filter(({size}) => !Number.isNaN(size));
        const wrong = sized.findIndex(({size}, place) => place && size < sized[place - 1].size);
        if (wrong > 0) {
          faults.push(`not in order: ${head.textContent}: ${sized[wrong - 1].text} before ${sized[wrong].text}`);
        }
      }
    });
    if (body.rows.length !== before) faults.push('rows were lost');
  }
  return {faults, clicks};
})()
"""

# Types the first word of a row into every table's field, and counts what is left.
FILTERS = r"""
(() => {
  const faults = [];
  let fields = 0;
  for (const field of document.querySelectorAll('input[type=search]')) {
    // The search over cards is looked at by itself.
    if (field.matches('.search')) continue;
    const filtered = field.closest('p').nextElementSibling;
    if (filtered.matches('svg.flames')) continue;
    const rows = [...filtered.querySelector('tbody').rows];
    const type = (text) => {
      field.value = text;
      field.dispatchEvent(new Event('input', {bubbles: true}));
      return rows.filter((row) => row.offsetParent !== null).length;
    };
    const word = rows[rows.length - 1].querySelector('code, td').textContent;
    const wanted = rows.filter((row) => row.textContent.toLowerCase().includes(word.toLowerCase())).length;
    if (type(word) !== wanted || wanted === 0) faults.push('filter finds not ' + word.slice(0, 80));
    if (type('no row holds this') !== 0) faults.push('something is left');
    if (type('') !== rows.length) faults.push('rows do not come back');
    fields += 1;
  }
  return {faults, fields};
})()
"""

# Types a function's name into every flame graph's field, and counts what is marked.
MARKS = r"""
(() => {
  const faults = [];
  let fields = 0;
  for (const drawing of document.querySelectorAll('svg.flames')) {
    const field = drawing.previousElementSibling && drawing.previousElementSibling.querySelector('input[type=search]');
    if (!field) { faults.push('a flame graph has no field'); continue; }
    const frames = [...drawing.querySelectorAll('.frame')];
    const type = (text) => {
      field.value = text;
      field.dispatchEvent(new Event('input', {bubbles: true}));
      return frames.filter((frame) => frame.classList.contains('found')).length;
    };
    const title = (frame) => frame.querySelector('title').textContent.toLowerCase();
    const word = title(frames[frames.length - 1]).split(' ')[0];
    const wanted = frames.filter((frame) => title(frame).includes(word)).length;
    if (type(word.toUpperCase()) !== wanted || wanted === 0) faults.push('no frame is marked for ' + word.slice(0, 80));
    if (type('no function is called this') !== 0) faults.push('a frame stays marked');
    type(word);
    if (type('') !== 0) faults.push('marks do not go');
    fields += 1;
  }
  return {faults, fields};
})()
"""

# Searches cards, filters them by each value of each choice, and sorts them by name.
CARDS = r"""
(() => {
  const faults = [];
  const cards = [...document.querySelectorAll('.card')];
  const bar = document.querySelector('.tools[role=search]');
  if (cards.length < 2) return {faults, cards: 0};
  if (!bar) return {faults: ['cards without a search'], cards: 0};
  const shown = () => [...document.querySelectorAll('.card')].filter((card) => card.checkVisibility());
  const set = (control, value, kind) => {
    control.value = value;
    control.dispatchEvent(new Event(kind, {bubbles: true}));
  };
  const field = bar.querySelector('input[type=search]');
  const name = (card) => card.querySelector('.title').textContent;
  const word = name(cards[cards.length - 1]);
  set(field, word.toUpperCase(), 'input');
  // The search looks at names, tags and statuses, and at nothing else of a card.
  const said = (card) => [name(card), card.dataset.tags || '', card.dataset.status || ''].join('\n').toLowerCase();
  if (shown().length !== cards.filter((card) => said(card).includes(word.toLowerCase())).length) {
    faults.push('the search does not find ' + word);
  }
  set(field, 'no card holds this', 'input');
  if (shown().length) faults.push('the search leaves something');
  set(field, '', 'input');
  for (const choice of bar.querySelectorAll('select')) {
    const kind = choice.labels[0].firstChild.data.trim();
    for (const {value} of [...choice.options]) {
      set(choice, value, 'change');
      const found = shown();
      if (kind === 'order') {
        if (found.length !== cards.length) faults.push('sorting loses cards');
        const names = found.map(name);
        if (value === 'name' && names.some((each, place) => place && each < names[place - 1])) faults.push('not by name');
        continue;
      }
      const key = {status: 'status', metric: 'metrics', tag: 'tags', suite: 'suite', machine: 'machine'}[kind];
      const holds = (card) => (card.dataset[key] || '').split(kind === 'metric' ? ' ' : '\n').includes(value);
      const wanted = value ? cards.filter(holds).length : cards.length;
      if (found.length !== wanted || !wanted) faults.push(`${kind} ${value} shows ${found.length} of ${wanted}`);
    }
    set(choice, choice.options[0].value, 'change');
  }
  if (shown().length !== cards.length) faults.push('cards do not come back');
  return {faults, cards: cards.length};
})()
"""

# An axis over a column is above the drawings of its rows, or it would give them other values.
AXES = r"""
(() => {
  const faults = [];
  for (const axis of document.querySelectorAll('th.scale svg')) {
    if (!axis.checkVisibility() || !axis.getBoundingClientRect().width) continue;
    const row = axis.closest('table').querySelector('td .change-plot');
    const [over, under] = [axis, row].map((each) => each.getBoundingClientRect());
    if (Math.abs(over.left - under.left) > 1 || Math.abs(over.width - under.width) > 1) {
      faults.push(`an axis from ${over.left} to ${over.right} is over drawings from ${under.left} to ${under.right}`);
    }
  }
  return faults;
})()
"""

AXE = """
axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
  'best-practice']}).then((found) => found.violations.map((fault) =>
  [fault.impact, fault.id, fault.nodes.length, fault.nodes[0].html.slice(0, 200), fault.nodes[0].failureSummary]))
"""


# On paper nothing scrolls: what is too wide is cut. A button in a heading is left out where the heading is repeated.
PAPER = r"""
(() => {
  const faults = [];
  // What is open is what is printed; folded, a card is narrower than opened.
  for (const details of document.querySelectorAll('details')) details.open = true;
  for (const each of document.querySelectorAll('main table, main figure, main svg, main li, main pre, main dl')) {
    const box = each.getBoundingClientRect();
    const over = Math.max(box.right - innerWidth, each.tagName === 'svg' ? 0 : each.scrollWidth - each.clientWidth);
    if (over > 1) faults.push(`${each.tagName} is cut by ${Math.round(over)} pixels: ${each.textContent.slice(0, 60)}`);
  }
  const buttons = [...document.querySelectorAll('th button')];
  if (buttons.some((each) => getComputedStyle(each).display !== 'contents')) faults.push('a heading is a button');
  if ([...document.querySelectorAll('.bar')].some((each) => each.offsetParent)) faults.push('a filter is printed');
  if (getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)') faults.push('the paper is not white');
  return faults;
})()
"""


def keyboard(browser):
    """Tabs to the first heading that sorts and presses it; gives what is wrong."""
    if not browser.run("document.querySelector('th button') !== null"):
        return []
    for _ in range(200):
        browser.press("Tab", 9)
        if browser.run("document.activeElement.matches('th button')"):
            break
    else:
        return ["no heading can be reached with the keyboard"]
    seen = browser.run("getComputedStyle(document.activeElement).outlineStyle !== 'none'")
    browser.press("Enter", 13)
    order = browser.run("document.activeElement.closest('th').getAttribute('aria-sort')")
    return ([] if seen else ["a heading's focus cannot be seen"]) + ([] if order else ["a pressed heading does not sort"])


def keys(browser):
    """Uses the keys that a page with cards answers; gives what is wrong."""
    if browser.run("document.querySelectorAll('.card').length") < 2:
        return []
    faults = []

    def expect(what, script):
        if not browser.run(script):
            faults.append(f"key: {what}")

    browser.press("j", 74)
    expect("j reaches no card", "document.activeElement.closest('.card') === document.querySelector('.card')")
    browser.press("j", 74)
    expect("j does not go on", "document.activeElement.closest('.card') === document.querySelectorAll('.card')[1]")
    browser.press("k", 75)
    expect("k does not go back", "document.activeElement.closest('.card') === document.querySelector('.card')")
    if browser.run("document.activeElement.matches('summary')"):
        browser.press("Enter", 13)
        expect("Enter opens nothing", "document.querySelector('.card details').open")
    browser.press("?", 191)
    expect("? shows no help", "document.querySelector('dialog').open")
    browser.press("Escape", 27)
    expect("Escape does not close", "!document.querySelector('dialog').open")
    browser.press("/", 191)
    expect("/ reaches no search", "document.activeElement.matches('.search')")
    if browser.run("document.querySelector('.card[id] details') !== null"):
        browser.run("location.hash = '#' + [...document.querySelectorAll('.card[id]')].at(-1).id")
        browser.settle()
        expect("a link opens nothing", "[...document.querySelectorAll('.card[id]')].at(-1).querySelector('details').open")
        # A link to a card shows it whatever hides it, the second time, too.
        for hide in ["const field = document.querySelector('.search'); field.value = 'no card holds this'; "
                     "field.dispatchEvent(new Event('input'))",
                     "for (const choice of document.querySelectorAll('.tools[role=search] select')) { "
                     "choice.value = [...choice.options].at(-1).value; choice.dispatchEvent(new Event('change')) }"]:
            browser.run(f"(() => {{ {hide} }})()")
            browser.run("(() => { const link = document.createElement('a'); link.href = '#' + "
                        "document.querySelector('.card[id]').id; document.querySelector('main').append(link); link.click(); "
                        "link.remove() })()")
            browser.settle()
            expect("a link shows nothing while a filter hides its card",
                   "document.querySelector('.card[id]').checkVisibility() && document.querySelector('.card[id] details').open")
    return faults


def main():
    axe = pathlib.Path(sys.argv[1]).read_text()
    pictures = pathlib.Path(sys.argv[2])
    faults = []
    clicks = fields = flames = cards = letters = 0
    with Browser() as browser:
        for page in sys.argv[3:]:
            name = "-".join(pathlib.Path(page).with_suffix("").parts[-2:])
            for scheme in ["light", "dark"]:
                for width in [390, 1200]:
                    browser.look(width=width, scheme=scheme)
                    browser.open(page)
                    complaints = browser.complaints()
                    faults += [f"{name}: {complaint}" for complaint in complaints]
                    browser.screenshot(pictures / f"{name}-{scheme}-{width}.png", width=width, scheme=scheme)
                    # A telephone's window grows with what is too wide.
                    wide = browser.run(f"Math.max(document.documentElement.scrollWidth, innerWidth) - {width}")
                    if wide > 0:
                        faults.append(f"{name}: at {width} pixels the page is {wide} pixels too wide")
                    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
                    # Parts that are out of sight keep the size they had, and would seem to lie across each other.
                    browser.run("for (const each of document.querySelectorAll('section, article')) "
                                "each.style.contentVisibility = 'visible'")
                    if width < 600:
                        browser.settle()
                        phone = browser.run(PHONE.replace("WIDTH", str(width)))
                        letters += phone["texts"]
                        faults += [f"{name} {scheme} {width}: {fault}" for fault in phone["faults"]]
                    for script in [CONTRAST, NAMES, AXES]:
                        faults += [f"{name} {scheme} {width}: {fault}" for fault in browser.run(script)]
                    browser.run(axe + "\n;1")
                    for impact, rule, count, html, why in browser.run(AXE):
                        faults.append(f"{name} {scheme} {width}: axe {impact} {rule} at {count}: {html}: {why}")
            sorts = browser.run(SORTS)
            filters = browser.run(FILTERS)
            marks = browser.run(MARKS)
            found = browser.run(CARDS)
            # The focus is marked for those who use the keyboard.
            browser.press("Tab", 9)
            faults += [f"{name}: {fault}" for fault in found["faults"] + browser.run(FOCUS)]
            cards += found["cards"]
            faults += [f"{name}: {fault}" for fault in sorts["faults"] + filters["faults"] + marks["faults"]]
            clicks += sorts["clicks"]
            fields += filters["fields"]
            flames += marks["fields"]
            browser.open(page)
            faults += [f"{name}: {fault}" for fault in keyboard(browser)]
            browser.open(page)
            faults += [f"{name}: {fault}" for fault in keys(browser)]
            faults += [f"{name}: {complaint}" for complaint in browser.complaints()]
            browser.paper()
            browser.open(page)
            faults += [f"{name}: on paper {fault}" for fault in browser.run(PAPER) + browser.run(AXES)]
    for fault in faults:
        print(fault)
    print(f"browser: {len(sys.argv) - 3} pages in two schemes and two widths and on paper, {clicks} sorts, {fields} filters, "
          f"{flames} flame graphs, {cards} cards, {letters} texts in drawings on a telephone, {len(faults)} faults")
    sys.exit(1 if faults or clicks == 0 or fields == 0 or flames == 0 or cards == 0 or letters == 0 else 0)


main()
