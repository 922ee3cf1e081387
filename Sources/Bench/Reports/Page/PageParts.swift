/// What every page has inside it, so that it needs no network.
enum PageParts {
  static let style = """
    :root { color-scheme: light dark; --line: #8884; --soft: #8881; }
    body { font: 15px/1.45 system-ui, sans-serif; max-width: 76rem; margin: 1.5rem auto; padding: 0 1rem; }
    h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1.2rem; }
    figure { margin: 0; } figcaption { font-size: .85rem; opacity: .85; }
    svg { width: 100%; height: auto; } svg text { fill: currentColor; font-size: 17px; }
    svg text.axis { font-size: 18px; }
    .grid { stroke: var(--line); stroke-width: .6; fill: none; }
    polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
    .legend span { display: inline-block; margin-right: 1rem; }
    .legend i { display: inline-block; width: .8em; height: .8em; margin-right: .35em; border-radius: 2px; }
    .wide { overflow-x: auto; max-height: 75vh; } table { border-collapse: collapse; font-size: .85rem; }
    td, th { padding: .15rem .5rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
    .text { text-align: left; } tbody tr:hover { background: var(--soft); }
    thead th { position: sticky; top: 0; background: Canvas; }
    th button { font: inherit; font-weight: 600; border: 0; background: none; color: inherit; cursor: pointer; padding: 0; }
    th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
    input { font: inherit; padding: .2rem .5rem; min-width: 18rem; } .bad { color: #c00; font-weight: 600; }
    """

  /// Tables sort by a click on a heading, numbers by value, and filter by words that must all be in a row.
  static let script = """
    "use strict";
    const value = cell => {
      const text = cell.textContent.trim();
      if (text === "-" || text === "") return null;
      const number = Number(text.endsWith("%") ? text.slice(0, -1) : text);
      return Number.isNaN(number) ? text : number;
    };
    const compare = (a, b) => {
      if (typeof a === "number" && typeof b === "number") return a - b;
      return String(a).localeCompare(String(b), undefined, { numeric: true });
    };
    for (const table of document.querySelectorAll("table")) {
      const body = table.tBodies[0];
      [...table.tHead.rows[0].cells].forEach((head, column) => head.addEventListener("click", () => {
        const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        const rows = [...body.rows].map(row => [value(row.cells[column]), row]);
        rows.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : sign * compare(a, b)));
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        body.append(...rows.map(([, row]) => row));
      }));
    }
    for (const input of document.querySelectorAll("input[data-table]")) {
      const rows = [...document.getElementById(input.dataset.table).tBodies[0].rows];
      const texts = rows.map(row => [...row.cells].map(cell => cell.textContent).join(" ").toLowerCase());
      const show = () => {
        const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
        let count = 0;
        rows.forEach((row, i) => {
          row.hidden = !words.every(word => texts[i].includes(word));
          count += !row.hidden;
        });
        input.parentElement.querySelector(".count").textContent = `${count} of ${rows.length} rows`;
      };
      input.addEventListener("input", show);
      show();
    }
    """
}
