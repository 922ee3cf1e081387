extension LivePage {
  /// Of the text between the tags, base64; `Tests/dovetail-controllerTests/LivePageTests.swift` compares it.
  static let styleHash = "DLjOOVzpmpeqHee9x1Z6TznLDmAdlO+t8lMiCbrqr3I="

  static let style = """
    :root {
      --page: #fbfbfa; --card: #fff; --ink: #1d2329; --quiet: #5c6670; --line: #dfe2e5; --empty: #eef0f2;
      --cpu: #2f6fd0; --memory: #1b9480; --bad: #c62f2f; --warn: #9a5b00; --plan: #8a3ffc; --good: #1f7a3d;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #14171a; --card: #1c2024; --ink: #e4e7ea; --quiet: #9aa4ae; --line: #343a41; --empty: #2a2f35;
        --cpu: #6ea4f4; --memory: #45c2ab; --bad: #ff7b72; --warn: #e3a548; --plan: #be95ff; --good: #6cc287;
      }
    }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    body { margin: 0; padding: 0 1rem 2rem; background: var(--page); color: var(--ink);
      font: 14px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem .6rem; padding: .8rem 0; }
    h1 { font-size: 1.2rem; margin: 0 .4rem 0 0; }
    h2 { font-size: 1rem; margin: 0 0 .3rem; }
    p { margin: .2rem 0; overflow-wrap: anywhere; }
    main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr)); }
    section { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem;
      min-width: 0; }
    .quiet { color: var(--quiet); }
    .tag { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; background: var(--card); }
    .tag.acts { border-color: var(--plan); color: var(--plan); font-weight: 600; }
    .tag.leads { border-color: var(--good); color: var(--good); }
    .tag.warn { border-color: var(--warn); color: var(--warn); font-weight: 600; }
    #silence { background: var(--card); border: 1px solid var(--bad); color: var(--bad); border-radius: 6px;
      padding: .4rem .8rem; margin: 0 0 1rem; font-weight: 600; }
    .stale main { opacity: .55; }

    #cluster { display: grid; gap: 3px; grid-template-columns: repeat(auto-fill, minmax(var(--cell, 72px), 1fr));
      margin: .5rem 0; }
    .node { --height: 52px; position: relative; display: grid; grid-template: 1fr auto / 1fr 1fr; gap: 1px;
      height: var(--height); padding: 2px; border: 1px solid var(--line); border-radius: 3px; background: var(--card); }
    .bar { position: relative; background: var(--empty); overflow: hidden; }
    .bar i { position: absolute; left: 0; right: 0; bottom: 0; background: var(--cpu); }
    .bar + .bar i { background: var(--memory); }
    .bar.over i { border-top: 3px solid var(--bad); }
    .node .name { grid-column: 1 / 3; padding: 0 2px; font-size: 11px; line-height: 15px; white-space: nowrap;
      overflow: hidden; text-overflow: ellipsis; background: var(--card); }
    .many .node { --height: 30px; padding: 1px; }
    .many .node .name { display: none; }
    .cordoned, .cordoned .bar { background: repeating-linear-gradient(45deg, var(--quiet) 0 1px, var(--card) 1px 5px); }
    .cordoned .bar i { opacity: .55; }
    .broken { border: 2px solid var(--bad); padding: 0; }
    .broken::after { content: "✕"; position: absolute; inset: 0; display: grid; place-items: center;
      color: var(--bad); font-weight: 700; }
    .broken .bar i { opacity: .35; }
    .planned { box-shadow: 0 0 0 2px var(--plan); }
    .node:hover, .node:focus-visible { outline: 2px solid var(--ink); outline-offset: 1px; z-index: 1; }
    #node { min-height: 1.45em; }
    .legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: 12px; }
    .key { display: inline-block; width: .9em; height: .9em; margin-right: .35em; vertical-align: -.1em;
      border: 1px solid var(--line); border-radius: 2px; }
    .key.cpu { background: var(--cpu); }
    .key.memory { background: var(--memory); }
    .key.planned { margin-right: .6em; }
    .key.broken { position: relative; }
    .key.broken::after { font-size: 9px; }

    .scroll { max-height: 26rem; overflow: auto; }
    table { border-collapse: collapse; width: 100%; }
    th { position: sticky; top: 0; text-align: left; font-weight: 600; background: var(--card); color: var(--quiet); }
    th, td { padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
    td { overflow-wrap: break-word; max-width: 26rem; }
    .short { white-space: nowrap; overflow-wrap: normal; }
    .state-running { color: var(--plan); font-weight: 600; }
    .state-done { color: var(--good); }
    .state-abandoned, .state-stopped, .what-abandoned, .what-refused, .what-failed, .what-stopped { color: var(--bad); }
    .what-paused { color: var(--warn); }
    a { color: var(--cpu); }
    """
}
