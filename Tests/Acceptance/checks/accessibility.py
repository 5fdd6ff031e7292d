"""What a page must have for readers who see little, hear it, or use no mouse: scripts for pages.py, each gives a list of faults."""

# Text against what is behind it, text in drawings too, which axe-core leaves out; at least 4.5 : 1 in every scheme.
CONTRAST = r"""
(() => {
  const colour = (text) => {
    const parts = (text.match(/[\d.]+/g) || ['0', '0', '0', '0']).map(Number);
    return {rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1};
  };
  const over = (front, alpha, back) => front.map((part, place) => alpha * part + (1 - alpha) * back[place]);
  const light = (rgb) => rgb.map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((left, right) => left - right);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const found = colour(getComputedStyle(each).backgroundColor);
      if (found.alpha > 0) layers.push(found);
      if (found.alpha === 1) break;
    }
    let ground = layers.reverse().reduce((ground, layer) => over(layer.rgb, layer.alpha, ground), [255, 255, 255]);
    // A frame of a flame graph has a rectangle of its own behind its words.
    const box = element.matches('svg .frame text') && element.parentElement.querySelector('rect');
    if (box) {
      const style = getComputedStyle(box);
      ground = over(colour(style.fill).rgb, parseFloat(style.fillOpacity), ground);
    }
    return ground;
  };
  const faults = new Map();
  let texts = 0;
  for (const element of document.querySelectorAll('main *')) {
    const words = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (!words || element.matches('title, option, template, .unseen') || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const isDrawn = element.namespaceURI === 'http://www.w3.org/2000/svg';
    const ink = colour(isDrawn ? style.fill : style.color);
    const ground = behind(element);
    const found = ratio(over(ink.rgb, ink.alpha, ground), ground);
    texts += 1;
    if (found < 4.5) {
      const where = `${element.tagName} ${element.getAttribute('class') || ''}`;
      if (!faults.has(where)) faults.set(where, `contrast ${found.toFixed(2)} of ${where}: ${words.slice(0, 60)}`);
    }
  }
  return texts ? [...faults.values()] : ['no text was looked at'];
})()
"""

# Every control has a name, every drawing a name unless it is hidden, headings go down one level at a time.
NAMES = r"""
(() => {
  const faults = [];
  const said = (element) => (element.getAttribute('aria-label') || element.textContent.trim()
    || [...element.querySelectorAll('svg')].map((each) => each.getAttribute('aria-label')).join(''));
  for (const each of document.querySelectorAll('input, select, textarea')) {
    if (![...each.labels].some((label) => label.textContent.trim()) && !each.getAttribute('aria-label')) {
      faults.push('a control without a label: ' + each.outerHTML.slice(0, 120));
    }
  }
  for (const each of document.querySelectorAll('button, a, summary, [role=button]')) {
    if (!said(each) && !each.hidden) faults.push('a control without a name: ' + each.outerHTML.slice(0, 120));
  }
  for (const each of document.querySelectorAll('svg')) {
    const isNamed = each.getAttribute('role') === 'img'
      && (each.getAttribute('aria-label') || each.querySelector(':scope > title'));
    if (!isNamed && each.getAttribute('aria-hidden') !== 'true') {
      faults.push('a drawing without a name: ' + each.outerHTML.slice(0, 120));
    }
  }
  let level = 0;
  for (const each of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (each.closest('dialog')) continue;
    const own = Number(each.tagName[1]);
    if (own > level + 1) faults.push(`a heading of level ${own} after one of ${level}: ${each.textContent.slice(0, 60)}`);
    level = own;
  }
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one heading of the first level');
  return faults;
})()
"""

# What has the focus is marked, whatever kind of control it is.
FOCUS = r"""
(() => {
  const faults = [];
  const kinds = ['a[href]', 'summary', 'th button', '.bar input', '.tools input', '.tools select', '.tools button',
    'svg[tabindex]', '.scroll'];
  for (const kind of kinds) {
    const each = [...document.querySelectorAll(kind)].find((element) => element.checkVisibility());
    if (!each) continue;
    each.focus();
    const style = getComputedStyle(each);
    if (document.activeElement !== each) faults.push('cannot have the focus: ' + kind);
    else if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) faults.push('no focus to be seen: ' + kind);
  }
  return faults;
})()
"""

# On a telephone no part of a page scrolls sideways but a flame graph, and letters in drawings can be read and are not cut.
PHONE = r"""
(() => {
  const faults = new Set();
  let texts = 0;
  if (document.documentElement.scrollWidth > innerWidth || innerWidth > WIDTH) {
    faults.add(`the page is ${Math.max(document.documentElement.scrollWidth, innerWidth)} pixels wide`);
  }
  for (const each of document.querySelectorAll('main *')) {
    if (!each.checkVisibility() || each.closest('figure:has(.flames)') || each.matches('.unseen')) continue;
    const box = each.getBoundingClientRect();
    if (!box.width) continue;
    const isDrawn = each.namespaceURI === 'http://www.w3.org/2000/svg';
    if (isDrawn && each.tagName !== 'text') continue;
    const words = `${each.tagName} ${each.getAttribute('class') || ''}: ${each.textContent.trim().slice(0, 60)}`;
    if (box.right > innerWidth + 1 || box.left < -1) faults.add('beyond the edge: ' + words);
    if (isDrawn) {
      const size = parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a;
      texts += 1;
      if (size < 9) faults.add(`letters of ${size.toFixed(1)} pixels in ${words}`);
    } else if (each.scrollWidth > each.clientWidth + 1 && !['visible', 'hidden'].includes(getComputedStyle(each).overflowX)
      && !each.matches('select, input')) {
      faults.add('scrolls sideways: ' + words);
    }
  }
  return {faults: [...faults].slice(0, 20), texts};
})()
"""
