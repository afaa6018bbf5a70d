// The style sheet of the page: one column that is readable on a phone, in the dark and on paper. Fixed text, no data.
import { Markup } from './markup.ts';

export const STYLE = new Markup(`
:root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#16202c;--soft:#566273;--line:#d9dee6;--track:#e9edf2;--grid:#cdd5df;
--calm:#3f5876;--calm-bg:#eaf0f7;--good:#13713f;--good-bg:#e5f5ec;--warn:#8f5200;--warn-bg:#fff1d6;--bad:#b3261e;--bad-bg:#fdeae8;--code:#eef1f5}
@media screen and (prefers-color-scheme:dark){:root{--paper:#0e1319;--card:#171e27;--ink:#e6ebf2;--soft:#9aa8b9;--line:#2b3543;--track:#222c38;--grid:#3a4757;
--calm:#8fb4e0;--calm-bg:#1a2636;--good:#5fd08f;--good-bg:#12291d;--warn:#ffc061;--warn-bg:#33260c;--bad:#ff8f85;--bad-bg:#381817;--code:#212a36}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem 1rem 3rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
body>*{max-width:68rem;margin:0 auto 1rem}main>*{margin:0 0 1rem}
h1{font-size:1.75rem;line-height:1.2;margin:.4rem 0 .6rem;letter-spacing:-.01em}
h2{font-size:1.15rem;margin:0 0 .75rem}
h3{font-size:.95rem;margin:1rem 0 .3rem}
p{margin:.4rem 0;max-width:58rem}
ul{margin:0;padding-left:1.1rem}
section,header{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem}
.good{--tone:var(--good);--tint:var(--good-bg)}.warn{--tone:var(--warn);--tint:var(--warn-bg)}.bad{--tone:var(--bad);--tint:var(--bad-bg)}.calm{--tone:var(--calm);--tint:var(--calm-bg)}
header{border-left:8px solid var(--tone);background:var(--tint)}
.badge{display:inline-block;margin:0;padding:.2rem .7rem;border-radius:99px;background:var(--tone);color:var(--card);font-weight:700;font-size:.85rem;letter-spacing:.05em;text-transform:uppercase}
.lead{font-size:1.1rem}
section[aria-label=Figures]{background:none;border:0;padding:0}
.cards{display:grid;grid-template-columns:repeat(6,1fr);gap:.75rem;margin:0}
.card{grid-column:span 2;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--tone);border-radius:10px;padding:.75rem 1rem}
.card:nth-child(-n+2){grid-column:span 3}
.card dt{color:var(--soft);font-size:.85rem}
.card dd{margin:0}
.card .value{font-size:1.25rem;font-weight:700;font-variant-numeric:tabular-nums}
.card:nth-child(-n+2) .value{font-size:1.9rem;line-height:1.25}
.card .more{font-size:.88rem;color:var(--soft)}
.card .more strong{color:var(--tone)}
svg{display:block;width:100%}
.gauge{height:9px;margin:.3rem 0 .45rem}
.leg{height:20px}
.track{fill:var(--track)}.grid{fill:var(--grid)}.fill{fill:var(--tone)}.mark{fill:var(--ink)}
.legs .good{--tone:var(--calm)}
.axis{display:flex;justify-content:space-between;font-weight:400}
table{width:100%;border-collapse:collapse;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-top:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{border-top:0;color:var(--soft);font-size:.82rem;font-weight:600;white-space:nowrap}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.legs th[scope=row]{width:15rem;line-height:1.25;white-space:nowrap}
.legs td{vertical-align:middle}
.legs .bar{min-width:9rem}
.legs small{display:block;color:var(--soft);font-weight:400}
.states th[scope=row],.scroll th[scope=row]{white-space:nowrap}
.scroll{overflow-x:auto}
.wide{min-width:20rem;width:100%}
.pill{display:inline-block;padding:0 .55rem;border-radius:99px;background:var(--tint);color:var(--tone);font-weight:600;white-space:nowrap}
.note{color:var(--soft);font-size:.88rem;margin:.75rem 0 0}
.facts{margin:0}
.facts div{display:grid;grid-template-columns:8.5rem 1fr;gap:.75rem;padding:.25rem 0}
.facts dt{color:var(--soft)}.facts dd{margin:0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
pre{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:.7rem .9rem;margin:.4rem 0 .8rem;white-space:pre-wrap}
.verdict{border-left:5px solid var(--tone);background:var(--tint);border-radius:6px;padding:.55rem .8rem;max-width:none}
.hold{border:2px solid var(--bad)}
.two{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem}
footer{color:var(--soft);font-size:.88rem;padding:0 .25rem}
@media (max-width:44rem){.card,.card:nth-child(-n+2){grid-column:span 6}.two{grid-template-columns:1fr}.facts div{grid-template-columns:1fr;gap:0}
.legs th[scope=row]{width:auto}.legs small{display:none}.legs .bar{min-width:5rem}th,td{padding-right:.6rem}.began{display:none}
.scroll table,.scroll tbody,.scroll tr{display:block}.scroll thead{display:none}.scroll tr{border-top:1px solid var(--line);padding:.4rem 0}
.scroll th,.scroll td{display:inline-block;border:0;padding:0 .6rem 0 0}.scroll .wide{display:block;min-width:0}[data-of]::before{content:attr(data-of) " ";color:var(--soft)}
h1{font-size:1.45rem}}
@media print{@page{margin:14mm}body{padding:0;background:#fff;font-size:11pt}section,header{break-inside:avoid}section:has(table){break-inside:auto}h2,thead{break-after:avoid}tr{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}.scroll{overflow:visible}}
`);
