import { inlineRules } from '../canvas/export-svg.ts';

/** The record's paper look: left-aligned, lines instead of boxes, one accent. Also what the PDF is printed from. */
export const reportStyle = `
@page { size: A4; margin: 16mm 15mm 18mm;
  @bottom-left { font: 7.5pt "Report Mono", "Liberation Mono", monospace; color: #566460 }
  @bottom-right { content: counter(page) "\\a0 of\\a0 " counter(pages); font: 7.5pt "Report Text", "Liberation Sans", sans-serif; color: #566460 } }
:root { color-scheme: light dark; --paper: #fff; --ink: #14211f; --ink2: #44524f; --ink3: #566460; --edge: #b9c0b8; --calm: #00677f; --warn: #8f5e00; --over: #7e1010; --bar: #718078 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 2rem; color: var(--ink); background: var(--paper);
  font: 400 0.95rem/1.5 "Report Text", "Atkinson Hyperlegible Next", "Segoe UI", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
h1, h2, h3 { font-family: "Report Head", "Report Text", "Segoe UI", "Liberation Sans", Arial, sans-serif }
h1 { font-size: 2rem; line-height: 1.15; margin: .2rem 0 .4rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; break-after: avoid }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; break-after: avoid }
p { orphans: 2; widows: 2 } a { color: var(--calm) }
code, .mono, time { font-family: "Report Mono", "Atkinson Hyperlegible Mono", "Liberation Mono", Consolas, monospace; font-size: .9em }
.kicker { text-transform: uppercase; letter-spacing: .08em; font-size: .75rem; font-weight: 600; color: var(--ink3); margin: 0 }
header { display: flex; justify-content: space-between; gap: 2rem; border-bottom: 3px solid var(--ink); padding-bottom: 1rem }
header .seal { text-align: right; color: var(--ink2); flex: none } header .seal p { margin: .2rem 0 .5rem } header > :first-child { min-width: 0 }
header .quiet { margin: 0 }
.quiet, .lead { color: var(--ink2) } .lead { font-size: 1.05rem; color: var(--ink); margin: 1.2rem 0; max-width: 46rem }
.sample { border-left: 3px solid var(--warn); padding-left: .8rem; color: var(--warn) }
ol.facts { list-style: none; padding: 0; margin: 0 }
ol.facts li { display: grid; grid-template-columns: var(--times, 9.8rem) 1fr; gap: .8rem; padding: .18rem 0; break-inside: avoid }
ol.facts time { color: var(--ink3); white-space: nowrap } ol.one-day { --times: 4.8rem }
ul.plain { list-style: none; padding: 0; margin: 0 } ul.plain li { padding: .3rem 0; border-bottom: 1px solid var(--edge) }
sup { line-height: 0 } td > sup:first-child a { margin-left: 0 } sup a { text-decoration: none; font-weight: 600; margin-left: .3em }
.note { border-left: 3px solid var(--warn); padding-left: .8rem; color: var(--ink2); margin: .6rem 0 }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-size: .8rem; color: var(--ink3); font-weight: 600 }
th, td { padding: .4rem 1.1rem .4rem 0; border-bottom: 1px solid var(--edge); vertical-align: top }
th { white-space: nowrap } caption { text-align: start; font-weight: 600; padding: .6rem 0 .2rem; break-after: avoid }
th:last-child, td:last-child { padding-right: 0 } .fit { white-space: nowrap; width: 1% } .name { min-width: 5em }
tr, .whole, footer { break-inside: avoid } footer { break-before: avoid }
thead { break-after: avoid } tbody tr:first-child:not(:last-child), ol.facts li:first-child:not(:last-child) { break-after: avoid }
tbody tr:last-child:not(:first-child), ol.facts li:last-child:not(:first-child) { break-before: avoid }
td.n, th.n { text-align: right; white-space: nowrap; width: 1% }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.2rem } .pair > section { min-width: 0 } .pair .causes th:first-child { width: 50% }
.times td:first-child { min-width: 7em } .times .quiet { display: block } .times td { padding-block: .22rem; border-bottom: 0 } .times .total td { border-top: 1px solid var(--edge) } .bars { width: 40% } .bars svg { display: block; width: 100%; margin-top: .42em }
.state-supported, .state-validated { color: var(--calm) } .state-hypothesis { color: var(--warn) } .state-rejected, .state-stopped { color: var(--ink3) }
s { color: var(--ink3) } .over { color: var(--over) }
.bar { fill: var(--bar) } .bar-over { fill: var(--over) } .bar-taken { fill: var(--ink) }
.drawing { margin: .6rem 0; break-inside: avoid } .drawing svg { display: block; max-width: 100%; height: auto } figcaption { font-size: .8rem; color: var(--ink3) }
.seats { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1rem 1.5rem } .seats > div { border-top: 2px solid var(--ink); padding-top: .4rem }
.seats strong::first-letter { text-transform: uppercase } .seats strong { display: inline-block }
.seats .open { border-color: var(--warn) } .seats .open em { color: var(--warn); font-style: normal }
.sealed { display: flex; gap: 1.4rem; align-items: flex-start } .sealed > div { min-width: 0 } .sealed p { margin: 0 0 .5rem } .qr { width: 7.5rem; height: 7.5rem; flex: none } .words { font-weight: 600 }
.scanned .qr { width: 58mm; height: 58mm }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--edge); color: var(--ink2); font-size: .85rem }
${inlineRules}
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #0f1a1c; --ink: #f2efe6; --ink2: #b9c4c2; --ink3: #93a5a4; --edge: #3a5258; --calm: #5cc8e0; --warn: #ffd84a; --over: #ff7062; --bar: #56757c }
  .drawing svg { background: #f6f3ea } }
@media screen and (max-width: 46rem) {
  body { padding: 1.2rem 1rem } h1 { font-size: 1.6rem } header { display: block } header .seal { text-align: left; margin-top: .8rem }
  .pair { display: block } ol.facts li { grid-template-columns: 1fr; gap: 0; padding: .35rem 0 } .seats { grid-template-columns: 1fr 1fr }
  th, td { padding-right: .7rem } th, .fit, td.n { white-space: normal } .fit { width: auto; min-width: 5.6em } td.n { min-width: 3.6em } .sealed { display: block } .qr { margin-bottom: .8rem } }
@media print { body { padding: 0; max-width: none; font-size: 9.5pt } h2 { margin-top: 1.5rem } th, td { padding-block: .28rem } footer { margin-top: 1.5rem } .qr { width: 26mm; height: 26mm } }
`;
