import Basics

/// The report as one page that needs nothing beside it.
public struct ReportPage: Sendable {
  public let analysis: Analysis
  /// Files beside the page with pictures of the best solutions, by instance.
  public var pictures: [Int: String] = [:]

  public init(_ analysis: Analysis) { self.analysis = analysis }

  public var html: String {
    let campaign = analysis.campaign
    var text = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>\(HTML.escaped(campaign.name)): benchmark</title>
      <link rel="icon" href="data:,">
      <style>\(PageParts.style)</style></head><body>
      <h1>\(HTML.escaped(campaign.name))</h1>
      <p>\(HTML.escaped(overview))</p>

      """
    let contradictions = Contradiction.find(in: campaign)
    if !contradictions.isEmpty {
      text += "<h2 class=\"bad\">Contradictions: some proof or solution is wrong</h2>\n<ul class=\"bad\">\n"
      text += contradictions.map { "<li>\(HTML.escaped("\($0)"))</li>\n" }.joined() + "</ul>\n"
    }
    text += "<h2>Summary</h2>\n" + HTML.table(analysis.summaryTable, id: "summary", filters: false)
    text += "<h2>Curves</h2>\n" + legend + "<div class=\"charts\">\n"
    for (chart, caption) in charts {
      text += "<figure>\(chart.svg)<figcaption><b>\(HTML.escaped(chart.title)).</b> \(HTML.escaped(caption))"
      text += "</figcaption></figure>\n"
    }
    text += "</div>\n<h2>Runs</h2>\n"
    text += HTML.table(analysis.runTable(pictures: pictures), id: "runs", filters: true)
    return text + "<script>\(PageParts.script)</script></body></html>\n"
  }

  private var overview: String {
    let campaign = analysis.campaign
    let versions = Set(campaign.runs.compactMap(\.record.version)).sorted().joined(separator: ", ")
    let machines = campaign.machines.map { "\($0.name) (\($0.processor), \($0.cores) cores, \($0.system))" }
    var parts = [
      "\(counted(campaign.runs.count, "run")) of \(counted(analysis.activeVariants.count, "variant")) on \(counted(campaign.instances.count, "instance"))"
        + (campaign.pending > 0 ? ", \(campaign.pending) still to be made" : ""),
      campaign.settings.text,
    ]
    if !versions.isEmpty { parts.append("solver \(versions)") }
    parts += machines
    return parts.joined(separator: "; ") + "."
  }

  private var legend: String {
    "<p class=\"legend\">"
      + analysis.activeVariants.map { variant in
        "<span><i style=\"background:\(LineChart.colour(variant))\"></i>"
          + "\(HTML.escaped(analysis.campaign.variants[variant].name))</span>"
      }.joined() + "</p>\n"
  }

  private var charts: [(LineChart, caption: String)] {
    let problems =
      "\(counted(analysis.shared.count, "problem")), each an instance with a seed, that all variants were run on"
    return [
      (
        LineChart(
          id: "performance", title: "Performance profile", xTitle: "times the fastest (τ)", yTitle: "share proved",
          xScale: .logarithmic, yScale: .linear, curves: analysis.performanceProfile),
        "Share of \(problems) proved within τ times the time of the fastest (Dolan and Moré)."
      ),
      (
        LineChart(
          id: "cactus", title: "Cactus plot", xTitle: "problems proved", yTitle: "seconds", xScale: .linear,
          yScale: .logarithmic, curves: analysis.cactusPlot),
        "Time within which each of the n easiest problems of a variant was proved."
      ),
      (
        LineChart(
          id: "gap-over-time", title: "Gap over time", xTitle: "seconds", yTitle: "mean gap, %",
          xScale: .logarithmic, yScale: .linear, curves: analysis.gapOverTime()),
        "Mean distance of the solution to the best one known, 100 % before the first."
      ),
      (
        LineChart(
          id: "quality", title: "Quality profile", xTitle: "gap to the best known, %", yTitle: "share of problems",
          xScale: .linear, yScale: .linear, curves: analysis.qualityProfile),
        "Share of problems whose final solution is within a gap of the best one known."
      ),
    ]
  }
}
