/// The page's one style sheet.
enum HTMLStyle {
  /// Colours, spacing and type of the page.
  ///
  /// Readers who do not see red and green distinguish statuses, too: orange against blue, with
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
    main{max-width:1360px;margin:0 auto;padding:1.5rem 1rem 4rem}
    h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
    h3{font-size:1rem;margin:1.2rem 0 .4rem;font-weight:600}
    header.outcome{border-left:.4rem solid var(--good);padding:.3rem 1rem}
    header.outcome p{margin:.2rem 0 0}header .headline strong{font-size:1.15rem}
    header .machine{color:var(--faint);font-size:.88em}
    .count{white-space:nowrap;font-weight:600}.count.rest{font-weight:400}
    .fail .worry{color:var(--bad)}.warn .worry{color:var(--open)}
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
    :not(pre)>code{white-space:pre-wrap}
    pre{background:var(--head);padding:.8rem;overflow-x:auto;border-radius:4px}
    .change{white-space:nowrap;font-variant-numeric:tabular-nums}
    .status{white-space:nowrap;font-weight:600}
    .status::before{content:attr(data-symbol) "\\a0";content:attr(data-symbol) "\\a0" / ""}
    .failed,.missing,.regressed,.over_budget{color:var(--bad)}
    .unproven{color:var(--open)}.improved{color:var(--good)}
    .passed,.new,.skipped,.same_code{color:var(--faint);font-weight:400}
    .note{display:block;color:var(--faint);font-size:.88em;max-width:60ch}
    .warnings li{margin:.2rem 0}.warnings li,.note,header p{overflow-wrap:anywhere}
    summary{cursor:pointer}section>details>summary{font-weight:600;margin:.6rem 0}
    .more{margin-top:.25rem}.more summary{color:var(--faint);font-size:.88em;line-height:24px}.more ul{margin:.2rem 0;padding-left:1.2rem;font-size:.88em}
    .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.6rem;margin:.6rem 0}
    .card{border:1px solid var(--line);border-radius:6px;min-width:0}
    .card:has(details[open]){grid-column:1/-1}.card:target{border-color:var(--good)}
    .card summary{display:grid;grid-template-columns:1fr auto;gap:.1rem .6rem;padding:.5rem .7rem;list-style:none}
    .card summary::-webkit-details-marker{display:none}
    .card .title{font-weight:600;overflow-wrap:anywhere;min-width:0}
    .card .title::before{content:"▸\\a0";content:"▸\\a0" / "";color:var(--faint)}
    .card details[open] .title::before{content:"▾\\a0";content:"▾\\a0" / ""}
    .card .line{grid-column:1/-1;display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 .6rem;font-size:.88em}
    .card .line .figures{color:var(--faint);overflow-wrap:anywhere}.card .line .plot{width:100%;height:22px}
    .card details[open] .line .plot{width:280px}.card details[open] .line{justify-content:flex-start;gap:0 1.5rem}
    .card details>:not(summary){margin:.6rem .7rem}
    div.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 1.2rem}
    .tools{position:sticky;top:0;z-index:1;background:var(--paper);padding:.4rem 0;font-size:.9rem;
    display:flex;flex-wrap:wrap;gap:.3rem .9rem;align-items:center;border-bottom:1px solid var(--line)}
    .tools output{color:var(--faint)}
    .tools label{display:inline-flex;align-items:center;gap:.3rem}
    .tools input,.tools select,.tools button,.bar select{font:inherit;min-height:28px;max-width:min(100%,24rem)}
    .tools input[type=checkbox]{width:18px;height:18px;min-height:0;margin:0}
    dialog{border:1px solid var(--line);border-radius:6px;background:var(--paper);color:var(--ink)}
    dialog h2{margin:0 0 .6rem}dialog button{font:inherit;min-height:28px;margin-top:.6rem}
    .card td,.matters td,.note{text-wrap:pretty}.card td code{overflow-wrap:normal}kbd{font-family:ui-monospace,monospace}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
    dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
    .plot{display:block}.band{fill:var(--band)}.rail{fill:var(--line)}
    .zero,.limit{stroke:var(--faint);stroke-width:1}
    .range{stroke:var(--ink);stroke-width:2}.point{fill:var(--ink)}
    .zero,.tick,.limit,.reach,.middle{fill:none}.tick{stroke:var(--faint)}
    .reach{stroke-width:2}.reach.is-bad{stroke:var(--bad)}.reach.is-open{stroke:var(--open)}
    .reach.is-good{stroke:var(--good)}.reach.is-even{stroke:var(--faint)}
    .mean.is-bad{fill:var(--bad)}.mean.is-open{fill:var(--open)}
    .mean.is-good{fill:var(--good)}.mean.is-even{fill:var(--faint)}
    th.scale:not(:has(button)){padding:.2rem .7rem}th.scale .plot,.change-plot{min-width:240px}
    .launches{fill:none;stroke-width:5;stroke-linecap:round;stroke-opacity:.55}
    .launches.before{stroke:var(--faint)}.launches.after{stroke:var(--good)}
    .middle{stroke:var(--ink);stroke-width:1.5}
    .used{fill:var(--good)}.broken{fill:var(--bad)}.warned{fill:var(--open)}
    .share.before{fill:var(--faint)}.share.after{fill:var(--good)}
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
    path.before:not(.launches){fill:var(--faint)}path.after:not(.launches){fill:var(--good)}
    .interval{fill:var(--band)}.path{fill:none;stroke:var(--ink);stroke-width:1.5}
    .pair{fill:none;stroke:var(--faint);stroke-width:4;stroke-linecap:round}.fit{fill:none;stroke:var(--good);stroke-width:1.5}
    .frame{fill:none;stroke:var(--line)}
    .flames{display:block;width:100%;height:auto;min-width:600px;margin:.4rem 0}
    .flames rect{fill:var(--line);stroke:var(--paper)}
    .flames .grew{fill:#d9480f}.flames .shrank{fill:#1c6dd0}
    .flames text{font:11px ui-monospace,monospace;fill:var(--ink);stroke:none;pointer-events:none}
    .flames .found rect{stroke:var(--ink);stroke-width:2}
    figure:has(.flames){overflow-x:auto}.cause{color:var(--ink)}
    .axis{fill:var(--faint);font-size:10px}.wide .axis{font-size:11px}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    @media screen and (max-width:600px){main{padding:1rem .7rem 3rem}.wide,.trend{overflow:visible}
    .wide .axis{font-size:16px}.tools{position:static}.tools label,.bar label{max-width:100%;min-width:0;flex-wrap:wrap}
    .tools select,.tools input{min-width:0}pre{white-space:pre-wrap;overflow-wrap:anywhere}
    dl:not(dialog dl){grid-template-columns:minmax(0,1fr);gap:0}dl:not(dialog dl) dd{margin-bottom:.4rem}
    .scroll{overflow:visible}table,tbody,thead{display:block}
    thead:not(:has(button)),.matters thead,.card thead,th.scale{display:none}
    tr{display:flex;flex-wrap:wrap;gap:.1rem .7rem;padding:.6rem 0;border-bottom:1px solid var(--line)}
    tr[hidden]{display:none}td{padding:0;border:0;min-width:0;max-width:100%;overflow-wrap:anywhere;
    text-align:left!important;white-space:normal!important}
    td::before,td[data-head]::before{color:var(--faint);font-size:.88em}td[data-head]::before{content:attr(data-head) " "}
    td:empty{display:none}td:nth-child(2):has(code){width:100%}.card td:nth-child(2):has(code){width:auto}
    .card summary{grid-template-columns:minmax(0,1fr)}thead tr{gap:.3rem;padding:.2rem 0;border:0;align-items:center}
    thead tr::before{content:"sort by";color:var(--faint);font-size:.88em}th{padding:0;border:1px solid var(--line);border-radius:4px}
    th.name{min-width:0}th button{padding:.15rem .5rem}
    thead .unseen{position:static;width:auto;height:auto;clip-path:none}
    .matters td::before{content:none!important}.matters td:nth-child(3):not(:empty)::after{content:" →"}
    td a{display:inline-block;min-height:24px;line-height:24px}.matters td:nth-child(5),.matters td:last-child{width:100%}.matters td:last-child .plot,.card td .plot{width:100%}.change-plot{min-width:0;max-width:100%}}
    @media print{@page{margin:12mm}body,table{font-size:11px}header .headline strong{font-size:1.1em}h1{font-size:1.5em}h2{font-size:1.2em}
    main{max-width:none;padding:0}
    .scroll{overflow:visible}.bar,.tools,th[aria-sort] button::after{display:none}
    .cards{grid-template-columns:repeat(2,1fr)}.card{break-inside:avoid}
    section,article{content-visibility:visible}th:has(button){padding:.4rem .7rem}
    th button{display:contents}th,td{padding:.3rem .4rem}td:last-child{overflow-wrap:anywhere}td{white-space:normal!important}
    .matters td:nth-child(3),.matters td:nth-child(4){white-space:nowrap!important}th.scale .axis{font-size:13px}
    th,.status,.change{white-space:normal}th.name{min-width:16em}th.name~th.name{min-width:0}.plot{width:150px}th.scale.scale{padding:.3rem .4rem}.change-plot,th.scale .plot{min-width:0}
    .card summary{break-after:avoid}.card details>:not(summary){margin:.4rem}div.figures{grid-template-columns:repeat(2,minmax(0,1fr))}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;overflow:visible}
    tr,figure,h2,h3,summary{break-inside:avoid}h2,h3,summary,figcaption{break-after:avoid}
    .scroll,h3{break-before:avoid}}
    """

  /// The cells of columns of figures, `n2` for the third.
  private static let figures = (0..<9).map { ".n\($0) td:nth-child(\($0 + 1))" }
    .joined(separator: ",")
}
