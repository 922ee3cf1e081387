import ArgumentParser
import Bench

struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells what became better or worse from A to B.",
    discussion: """
      Runs pair by instance and seed, and by the variant's name where a side has several. Each measure has its mean \
      change with a 95 % confidence interval (bootstrap) and the p-value of Wilcoxon's signed-rank test (exact up to \
      50 differences). The exit code is 1 where a measure is worse by more than the threshold, its interval lies \
      above zero and p is below the significance, and where runs fail that did not; six pairs at least are needed for \
      p < 0.05.
      """)

  @Argument(help: "A campaign, or one variant of it as CAMPAIGN:VARIANT.")
  var first: String

  @Argument(help: "The same; what is judged.")
  var second: String

  @Option(help: "The change that is too much: 0.05 is 5 % worse.")
  var threshold = 0.05

  @Option(help: "The p-value below which a change is not by chance.")
  var significance = 0.05

  mutating func run() throws {
    guard threshold >= 0, threshold.isFinite, significance > 0, significance <= 1 else {
      throw BenchError(.usage, "--threshold is not below 0, and --significance between 0 and 1")
    }
    let comparison = try Comparison(ComparisonSide(first), ComparisonSide(second))
    Output.print(comparison.summary + "\n" + comparison.table.markdown)
    let regressions = comparison.regressions(threshold: threshold, significance: significance)
    guard regressions.isEmpty else {
      for text in regressions { Output.error("dovetail bench: REGRESSION: \(text)\n") }
      throw BenchStatus.regression
    }
  }
}
