export const PAGE_STYLE = `
:root { color-scheme: light dark; --ground: #f6f7fb; --card: #fff; --ink: #1b1f2e; --soft: #667089; --line: #e4e7f0;
	--accent: #4f46e5; --warm: #d97706; --hot: #dc2626; --good: #059669; --chip: #eef0f8; }
@media (prefers-color-scheme: dark) { :root { --ground: #11131a; --card: #1a1d27; --ink: #e8eaf2; --soft: #98a1b8;
	--line: #2b3040; --accent: #8b85ff; --warm: #f59e0b; --hot: #f87171; --good: #34d399; --chip: #262b3a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 1240px; margin: 0 auto; padding: 28px 24px 60px; }
header { display: flex; align-items: center; gap: 14px; margin-bottom: 22px; }
header svg { width: 40px; height: 40px; flex: none; }
h1 { font-size: 21px; line-height: 1.25; margin: 0; }
header p { margin: 0; color: var(--soft); font-size: 14px; }
.offline { display: none; margin-left: auto; color: #fff; background: #dc2626; border-radius: 99px; padding: 3px 12px; font-size: 13px; }
.gone .offline { display: block; }
.credential { display: flex; flex-wrap: wrap; gap: 6px 22px; margin: -10px 0 20px 54px; color: var(--soft); font-size: 14px; }
.credential code { color: var(--ink); background: var(--chip); border-radius: 6px; padding: 1px 7px; user-select: all; }
.cards { display: grid; grid-template-columns: 1fr 2.4fr 1fr 1fr; gap: 14px; margin-bottom: 18px; }
.card, .leads { background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.card { padding: 14px 18px; }
.card b { display: block; font-size: 27px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.card b small { font-size: 15px; font-weight: 400; color: var(--soft); }
.card span { color: var(--soft); font-size: 13px; }
.bar { height: 10px; margin: 6px 0 7px; border-radius: 99px; background: var(--chip); overflow: hidden; }
.bar i { display: block; height: 100%; border-radius: 99px; background: var(--good); transition: width 0.4s; }
.warm i { background: var(--warm); }
.hot i { background: var(--hot); }
.leads { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { white-space: nowrap; text-align: left; font-size: 12px; font-weight: 600; color: var(--soft); padding: 12px 10px 8px; }
td { border-top: 1px solid var(--line); padding: 9px 10px; vertical-align: top; overflow-wrap: anywhere; }
th:first-child, td:first-child { padding-left: 18px; }
th:last-child, td:last-child { padding-right: 18px; }
td time { color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { font-weight: 600; min-width: 150px; }
td.email { min-width: 190px; overflow-wrap: break-word; }
td.phone { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.source { min-width: 100px; }
td.metadata { width: 36%; min-width: 240px; }
.chip { display: inline-block; max-width: 100%; background: var(--chip); border-radius: 6px; padding: 0 7px; margin: 1px 4px 1px 0; font-size: 12.5px; overflow-wrap: anywhere; }
.chip i { font-style: normal; color: var(--soft); }
.status { color: var(--accent); font-weight: 600; font-size: 13px; white-space: nowrap; }
.none { color: var(--soft); padding: 44px 18px; text-align: center; margin: 0; }
.forms { display: flex; flex-wrap: wrap; gap: 14px; margin-bottom: 14px; }
form { flex: 1 1 260px; display: flex; flex-wrap: wrap; align-items: center; gap: 8px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 12px 18px; }
form:last-child { flex-grow: 2; }
form h2 { flex-basis: 100%; font-size: 14px; margin: 0; }
form h2 small { font-weight: 400; color: var(--soft); }
form p { flex-basis: 100%; margin: 0; color: var(--hot); font-size: 13px; }
form p:empty { display: none; }
input, select, button { font: inherit; font-size: 14px; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: 7px; padding: 4px 9px; min-width: 0; }
input { flex: 1 1 110px; }
input.long { flex: 2 1 190px; }
button { cursor: pointer; color: var(--accent); font-weight: 600; }
.webhook { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin-bottom: 10px; }
.webhook code { overflow-wrap: anywhere; }
.foot { color: var(--soft); font-size: 13px; margin: 12px 4px; }
.fresh td { animation: arrive 2.4s ease-out; }
@keyframes arrive { from { background: color-mix(in srgb, var(--accent) 26%, transparent); } }
@media (max-width: 760px) { .cards { grid-template-columns: repeat(3, 1fr); } .wide { grid-column: 1 / -1; grid-row: 1; } main { padding: 18px 12px 40px; } }
@media (prefers-reduced-motion: reduce) { .fresh td { animation: none; } }
`;
