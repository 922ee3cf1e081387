/// How the page looks, in light and in dark.
enum PageStyle {
  static let text = #"""
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --back: #f1f3f5; --ink: #1c2026; --soft: #5a6068; --line: #cfd4da; --accent: #1f5fa8;
      --bound: #b3541e;
    }
    * { box-sizing: border-box; }
    html, body { height: 100%; margin: 0; }
    body {
      display: grid; grid-template: auto auto 1fr / 1fr 340px; background: var(--back); color: var(--ink);
      font: 14px/1.45 system-ui, Helvetica, Arial, sans-serif;
    }
    header { grid-column: 1 / -1; padding: 10px 16px 4px; }
    h1 { margin: 0; font-size: 19px; overflow-wrap: anywhere; }
    h2 { margin: 0 0 4px; font-size: 14px; }
    header p { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
    #tools { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 8px; padding: 6px 16px; align-items: center; }
    #tools label { display: inline-flex; gap: 6px; align-items: center; }
    #tools select { max-width: 220px; }
    #found { color: var(--soft); }
    button, input, select {
      font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 5px;
      padding: 3px 9px;
    }
    button { min-width: 32px; cursor: pointer; }
    button:disabled { opacity: 0.45; cursor: default; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
    #stage {
      margin: 0 0 12px 12px; min-height: 320px; min-width: 0; overflow: hidden; position: relative; cursor: grab;
      background: var(--paper); border: 1px solid var(--line); border-radius: 6px; touch-action: none;
    }
    #stage.dragged { cursor: grabbing; }
    #stage svg { display: block; width: 100%; height: 100%; user-select: none; }
    #stage svg > rect[width="100%"] { display: none; }
    #stage .dim { opacity: 0.1; }
    #stage .over { stroke: var(--accent); stroke-width: 2px; }
    #stage p { padding: 16px; }
    aside { padding: 0 16px 12px; overflow: auto; }
    #curve { width: 100%; height: auto; display: block; background: var(--paper); border: 1px solid var(--line);
      border-radius: 6px; }
    #curve text { font-size: 11px; fill: var(--soft); }
    #curve .axis { stroke: var(--line); fill: none; }
    #curve .grid { stroke: var(--line); opacity: 0.5; fill: none; }
    #curve .objective { stroke: var(--accent); fill: none; stroke-width: 1.8; }
    #curve .bound { stroke: var(--bound); fill: none; stroke-width: 1.8; stroke-dasharray: 5 3; }
    #curve .step { fill: var(--accent); cursor: pointer; }
    #curve .now { fill: none; stroke: var(--ink); stroke-width: 2; }
    .key { margin: 4px 0 10px; color: var(--soft); }
    .key i { display: inline-block; width: 18px; border-top: 2px solid var(--accent); vertical-align: middle; }
    .key i + span { margin-right: 12px; }
    .key i.dashed { border-top: 2px dashed var(--bound); }
    #walk { display: flex; gap: 8px; align-items: center; }
    #walk input { flex: 1; min-width: 0; padding: 0; }
    #words { margin: 6px 0 12px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; margin: 0; color: var(--soft); }
    dt { white-space: nowrap; }
    dd { margin: 0; }
    kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 4px; background: var(--paper); }
    #tip {
      position: fixed; z-index: 2; max-width: 360px; padding: 6px 10px; pointer-events: none; white-space: pre-line;
      background: var(--ink); color: var(--paper); border-radius: 5px; overflow-wrap: anywhere;
    }
    #tip::first-line { font-weight: bold; }
    [hidden] { display: none !important; }
    @media (max-width: 900px) {
      body { grid-template: auto auto minmax(60vh, auto) auto / 1fr; height: auto; }
      #stage { margin-right: 12px; }
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15181d; --back: #0d0f12; --ink: #e6e8eb; --soft: #a2a9b2; --line: #363d46; --accent: #6fb0ff;
        --bound: #f0a060;
      }
      #stage rect[fill="#ffffff"] { fill: #15181d; }
      #stage rect[fill="#f4f5f7"], #stage rect[fill="#f6f7f9"] { fill: #1e2228; }
      #stage [fill="#1c2026"] { fill: #e6e8eb; }
      #stage [fill="#3a4048"], #stage [fill="#4a5059"], #stage [fill="#5a6068"] { fill: #a2a9b2; }
      #stage [fill="#c02b2b"] { fill: #ff8080; }
      #stage [stroke="#c02b2b"] { stroke: #ff8080; }
      #stage [stroke="#d0d4da"] { stroke: #363d46; }
      #stage [stroke="#1c2026"][stroke-width="2"] { stroke: #e6e8eb; }
    }
    @media (forced-colors: active) { #stage { forced-color-adjust: none; background: #ffffff; } }
    """#
}
