/// What stands on the page around the picture.
enum PageControls {
  static let text = #"""
    <div id="tools" role="toolbar" aria-label="Picture">
    <button id="closer" aria-label="Zoom in" title="Zoom in (+)">+</button>
    <button id="farther" aria-label="Zoom out" title="Zoom out (-)">&minus;</button>
    <button id="whole" title="Show everything (0)">Fit</button>
    <label>Filter <input id="filter" type="search" size="26" placeholder="job 3, machine 1"
      title="Phrases between commas, each of which must occur"></label>
    <label id="picker">Show <select id="pick"></select></label>
    <span id="found" role="status"></span>
    </div>
    <main id="stage" tabindex="0" aria-label="Picture of the solution"></main>
    <aside>
    <section aria-label="Improvements">
    <h2>Solution</h2>
    <div id="walk">
    <button id="previous" aria-label="Previous improvement">&larr;</button>
    <input id="slider" type="range" min="0" max="0" value="0" aria-label="Improvement">
    <button id="next" aria-label="Next improvement">&rarr;</button>
    </div>
    <p id="words" aria-live="polite"></p>
    </section>
    <section id="convergence" aria-label="Convergence">
    <h2>Convergence</h2>
    <label id="leveller">Of the objective's <select id="level"></select></label>
    <svg id="curve" viewBox="0 0 332 212" role="img" aria-label="Objective and bound over time"></svg>
    <p class="key"><i></i> <span>objective</span> <i class="dashed"></i> <span>bound</span></p>
    </section>
    <section aria-label="Keys">
    <dl>
    <dt>wheel, <kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd></dt><dd>zoom, all of it</dd>
    <dt>drag, <kbd>Shift</kbd> arrows</dt><dd>move</dd>
    <dt><kbd>&larr;</kbd> <kbd>&rarr;</kbd> <kbd>Home</kbd> <kbd>End</kbd></dt><dd>improvements</dd>
    <dt><kbd>/</kbd> <kbd>Esc</kbd></dt><dd>filter, no filter</dd>
    </dl>
    </section>
    </aside>
    <div id="tip" role="tooltip" hidden></div>
    """#
}
