import { inlineRules } from '../canvas/export-svg.ts';

/** The record's paper look: left-aligned, lines instead of boxes, one accent. Also what the PDF is printed from. */
export const reportStyle = `
@page { size: A4; margin: 16mm 15mm 18mm }
:root { --ink: #14211f; --ink2: #44524f; --ink3: #566460; --edge: #b9c0b8; --calm: #00677f; --warn: #8f5e00; --over: #7e1010 }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 52rem; padding: 2.5rem 2rem; color: var(--ink); background: #fff;
  font: 400 0.95rem/1.5 "Report Text", "Atkinson Hyperlegible Next", "Segoe UI", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
h1, h2, h3 { font-family: "Report Head", "Report Text", "Segoe UI", "Liberation Sans", Arial, sans-serif }
h1 { font-size: 2rem; line-height: 1.15; margin: .2rem 0 .4rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; break-after: avoid }
code, .mono, time { font-family: "Report Mono", "Atkinson Hyperlegible Mono", "Liberation Mono", Consolas, monospace; font-size: .9em }
.kicker { text-transform: uppercase; letter-spacing: .08em; font-size: .75rem; font-weight: 600; color: var(--ink3); margin: 0 }
header { display: flex; justify-content: space-between; gap: 2rem; border-bottom: 3px solid var(--ink); padding-bottom: 1rem }
header .seal { text-align: right; color: var(--ink2); flex: none } header > :first-child { min-width: 0 }
.quiet, .lead { color: var(--ink2) } .lead { font-size: 1.05rem; color: var(--ink); margin: 1.2rem 0 }
.sample { border-left: 3px solid var(--warn); padding-left: .8rem; color: var(--warn) }
ol.facts { list-style: none; padding: 0; margin: 0 }
ol.facts li { display: grid; grid-template-columns: 8.5rem 1fr; gap: .8rem; padding: .18rem 0; break-inside: avoid }
ol.facts time { color: var(--ink3) }
sup { line-height: 0 } td > sup:first-child a { margin-left: 0 } sup a { color: var(--calm); text-decoration: none; font-weight: 600; margin-left: .3em }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; break-after: avoid }
.note { border-left: 3px solid var(--warn); padding-left: .8rem; color: var(--ink2); margin: .6rem 0 }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-size: .8rem; color: var(--ink3); font-weight: 600 }
th, td { padding: .4rem 1.1rem .4rem 0; border-bottom: 1px solid var(--edge); vertical-align: top }
th { white-space: nowrap } caption { text-align: start; font-weight: 600; padding: .6rem 0 .2rem; break-after: avoid }
th:last-child, td:last-child { padding-right: 0 } .fit { white-space: nowrap; width: 1% } .name { min-width: 7em }
tr, .whole, footer { break-inside: avoid } .stays, footer { break-before: avoid }
thead { break-after: avoid } tbody tr:first-child, ol.facts li:first-child { break-after: avoid }
tbody tr:last-child, ol.facts li:last-child { break-before: avoid }
 td.n, th.n { text-align: right; white-space: nowrap; width: 1% }
.state-supported, .state-validated { color: var(--calm) } .state-hypothesis { color: var(--warn) } .state-rejected, .state-stopped { color: var(--ink3) }
s { color: var(--ink3) } .over { color: var(--over) }
.bar { fill: #718078 } .bar-over { fill: var(--over) } .bar-taken { fill: var(--ink) }
.drawing { margin: .6rem 0; break-inside: avoid } .drawing svg { display: block; max-width: 100%; height: auto } figcaption { font-size: .8rem; color: var(--ink3) }
.seats { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1.5rem } .seats > div { border-top: 2px solid var(--ink); padding-top: .4rem }
.seats .open { border-color: var(--warn) } .seats .open em { color: var(--warn); font-style: normal }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--edge); color: var(--ink2); font-size: .85rem }
${inlineRules}
@media print { body { padding: 0; max-width: none; font-size: 9.5pt } h2 { margin-top: 1.5rem } th, td { padding-block: .28rem } footer { margin-top: 1.5rem } }
`;
