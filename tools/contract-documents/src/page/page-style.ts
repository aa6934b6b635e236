/** Colours of the system's choice, light or dark; readable on a phone and on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: light-dark(#1b2330, #e6eaf2); --quiet: light-dark(#55607a, #a3aec4);
  --page: light-dark(#ffffff, #12161f); --panel: light-dark(#f4f6fa, #1b212d); --line: light-dark(#d8deea, #323b4d);
  --link: light-dark(#1d4fd7, #8ab0ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; } h2 { font-size: 1.4rem; margin: 2.5rem 0 .25rem; }
h3 { font-size: 1.1rem; margin: 0 0 .25rem; } h4 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { max-width: 52rem; margin: .25rem 0 .75rem; }
a { color: var(--link); }
nav { border-block: 1px solid var(--line); padding: .75rem 0; } nav ul { margin: 0; padding-left: 1.2rem; }
article { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 1rem 0; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--panel); border-radius: .4rem; padding: .8rem; overflow-x: auto; margin: .5rem 0; }
h3 code { font-size: 1.05rem; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 400; white-space: nowrap; }
.limit { color: var(--quiet); font-size: .85rem; }
summary { cursor: pointer; padding: .3rem 0; }
@media print { nav { display: none; } article { break-inside: avoid; } }
`;
