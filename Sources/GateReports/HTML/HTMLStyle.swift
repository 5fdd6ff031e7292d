/// The page's one style sheet.
enum HTMLStyle {
  /// Colours, spacing and type of the page.
  ///
  /// Statuses are told apart for eyes that do not tell red from green: orange against blue, with
  /// symbols and words beside them. Contrast is at least 4.5 : 1 in both schemes. Paper is light; on it a
  /// heading's button gives way to its text, because browsers leave buttons out of a head that they repeat.
  static let text = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#57606a;--line:#d8dee4;
    --head:#f6f8fa;--bad:#b3400e;--good:#0b5cad;--open:#7a5a00;--band:#dbe9f9}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#0f1216;--ink:#e6e9ed;--faint:#9aa4af;
    --line:#2c333b;--head:#181d23;--bad:#ff9b6a;--good:#7ab8ff;--open:#e3b341;--band:#1d3148}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);
    font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
    main{max-width:1200px;margin:0 auto;padding:1.5rem 1rem 4rem}
    h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
    h3{font-size:1rem;margin:1.2rem 0 .4rem;font-weight:600}
    header.outcome{border-left:.4rem solid var(--good);padding:.3rem 1rem}
    header.outcome p{margin:.2rem 0 0}
    header.fail{border-color:var(--bad)}header.fail .symbol{color:var(--bad)}
    header.warn{border-color:var(--open)}header.warn .symbol{color:var(--open)}
    header.pass .symbol{color:var(--good)}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.9rem}
    th,td{padding:.4rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th{background:var(--head);font-weight:600;white-space:nowrap}
    th.name{min-width:clamp(11rem,21vw,18rem)}
    \(figures),th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em;
    overflow-wrap:anywhere}
    pre{background:var(--head);padding:.8rem;overflow-x:auto;border-radius:4px}
    .change{white-space:nowrap;font-variant-numeric:tabular-nums}
    .status{white-space:nowrap;font-weight:600}
    .status::before{content:attr(data-symbol) "\\a0";content:attr(data-symbol) "\\a0" / ""}
    .failed,.missing,.regressed,.over_budget{color:var(--bad)}
    .unproven{color:var(--open)}.improved{color:var(--good)}
    .passed,.new,.skipped,.same_code{color:var(--faint);font-weight:400}
    .note{display:block;color:var(--faint);font-size:.88em;max-width:60ch}
    .warnings li{margin:.2rem 0}.warnings li,.note,header p{overflow-wrap:anywhere}
    details summary{cursor:pointer;font-size:1.1rem;font-weight:700;margin:2.2rem 0 .6rem}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
    dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
    .plot{display:block}.band{fill:var(--band)}.rail{fill:var(--line)}
    .zero,.limit{stroke:var(--faint);stroke-width:1}
    .range{stroke:var(--ink);stroke-width:2}.point{fill:var(--ink)}
    .used{fill:var(--good)}.broken{fill:var(--bad)}
    .whisker{fill:none;stroke:var(--ink);stroke-width:1.2}
    th:has(button){padding:0}
    th button{all:unset;display:block;width:100%;min-height:24px;padding:.4rem .7rem;cursor:pointer;
    box-sizing:border-box}
    th button:hover{background:var(--line)}
    :focus-visible{outline:2px solid var(--good);outline-offset:-2px}
    th[aria-sort=ascending] button::after{content:" ↑"}
    th[aria-sort=descending] button::after{content:" ↓"}
    .bar{margin:.4rem 0;font-size:.9rem}
    .bar input{font:inherit;width:20rem;max-width:100%;min-height:28px}
    .bar output{color:var(--faint)}.bar button{font:inherit;min-height:28px}
    a{color:var(--good)}
    figure{margin:.6rem 0}figcaption{color:var(--faint);font-size:.88em}
    section,article{content-visibility:auto;contain-intrinsic-size:auto 400px}
    .wide{display:block;width:100%;max-width:720px;height:auto;margin:.4rem 0}
    .tolerance{stroke:var(--bad);stroke-dasharray:4 3}
    .before{fill:var(--faint)}.after{fill:var(--good)}
    .interval{fill:var(--band)}.path{fill:none;stroke:var(--ink);stroke-width:1.5}
    .pair{fill:var(--faint)}.fit{fill:none;stroke:var(--good);stroke-width:1.5}
    .frame{fill:none;stroke:var(--line)}
    .flames{display:block;width:100%;height:auto;min-width:600px;margin:.4rem 0}
    .flames rect{fill:var(--line);stroke:var(--paper)}
    .flames .grew{fill:#d9480f}.flames .shrank{fill:#1c6dd0}
    .flames text{font:11px ui-monospace,monospace;fill:var(--ink);stroke:none;pointer-events:none}
    .flames .found rect{stroke:var(--ink);stroke-width:2}
    figure:has(.flames){overflow-x:auto}.cause{color:var(--ink)}
    .axis{fill:var(--faint);font-size:10px}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    @media (max-width:600px){.axis{font-size:13px}.wide{overflow:visible}}
    @media print{@page{margin:12mm}body{font-size:11px}main{max-width:none;padding:0}
    .scroll{overflow:visible}.bar,th[aria-sort] button::after{display:none}
    section,article{content-visibility:visible}th:has(button){padding:.4rem .7rem}
    th button{display:contents}th,td{padding:.3rem .4rem}td:last-child{overflow-wrap:anywhere}td{white-space:normal!important}
    th,.status,.change{white-space:normal}th.name{min-width:16em}th.name~th.name{min-width:0}.plot{width:130px}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;overflow:visible}
    tr,figure,h2,h3,summary{break-inside:avoid}h2,h3,summary,figcaption{break-after:avoid}
    .scroll,h3{break-before:avoid}}
    """

  /// The cells of columns of figures, `n2` for the third.
  private static let figures = (0..<9).map { ".n\($0) td:nth-child(\($0 + 1))" }
    .joined(separator: ",")
}
