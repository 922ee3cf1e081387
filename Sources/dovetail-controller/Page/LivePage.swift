/// The page at `/`: the cluster, the pods that wait, the plan and what happened, drawn from `v1/state`.
///
/// It loads nothing but that, puts names into the document as text and never as markup, and changes only what has
/// changed.
enum LivePage {
  static let html = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Dovetail controller</title>
    <link rel="icon" href="data:,">
    <style>\(style)</style>
    </head>
    <body>
    \(content)
    <script>\(script)</script>
    </body>
    </html>

    """

  /// The value of the header `Content-Security-Policy`: the page's own style and script by their hashes, questions to
  /// its own server, and nothing else.
  static let contentSecurityPolicy = [
    "default-src 'none'",
    "style-src 'sha256-\(styleHash)'",
    "script-src 'sha256-\(scriptHash)'",
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let content = """
    <header>
      <h1>Dovetail</h1>
      <span id="mode" class="tag">…</span>
      <span id="role" class="tag">…</span>
      <span id="paused" class="tag warn" hidden>paused</span>
      <span id="ready" class="tag warn" hidden>not all is listed yet</span>
      <span id="facts" class="quiet"></span>
    </header>
    <p id="silence" role="alert" hidden></p>
    <noscript><p>This page needs JavaScript. The same is at <a href="v1/state">v1/state</a>.</p></noscript>
    <main>
      <section aria-labelledby="cluster-title">
        <h2 id="cluster-title">Cluster</h2>
        <p id="cluster-words" class="quiet"></p>
        <div id="cluster"></div>
        <p id="node" class="quiet"></p>
        <p class="legend quiet">
          <span><i class="key cpu"></i>cpu requested</span>
          <span><i class="key memory"></i>memory requested</span>
          <span><i class="key cordoned"></i>cordoned</span>
          <span><i class="key broken"></i>not ready</span>
          <span><i class="key planned"></i>in the plan</span>
        </p>
      </section>
      <section aria-labelledby="plan-title">
        <h2 id="plan-title">Plan</h2>
        <p id="plan-words"></p>
        <div class="scroll"><table id="plan" hidden>
          <thead><tr><th>State</th><th>Step</th><th>Pod</th><th>Node</th><th>Note</th></tr></thead>
          <tbody></tbody>
        </table></div>
      </section>
      <section aria-labelledby="pending-title">
        <h2 id="pending-title">Pending pods</h2>
        <p id="pending-words" class="quiet"></p>
        <div class="scroll"><table id="pending" hidden>
          <thead><tr><th>Pod</th><th>Waits</th><th>Verdict</th><th>Reason</th></tr></thead>
          <tbody></tbody>
        </table></div>
      </section>
      <section aria-labelledby="history-title">
        <h2 id="history-title">History</h2>
        <p id="history-words" class="quiet"></p>
        <div class="scroll"><table id="history" hidden>
          <thead><tr><th>UTC</th><th>What</th><th></th></tr></thead>
          <tbody></tbody>
        </table></div>
      </section>
    </main>
    """
}
