import Testing

@testable import Commands

/// What the walk-through of a stuck pod prints is what the program says.
@Suite struct WalkthroughTests {
  private let scratch = Scratch()
  private let folder = Command.repository + "/Instances/pods/"

  @Test func thePageShowsWhatIsPrinted() {
    let page = scratch.text(at: folder + "walkthrough.md")
    let plan = scratch["plan.json"]
    let runs = [
      ["explain", folder + "stuck.json", "shop/payment-1"],
      ["solve", folder + "stuck.json", "--time-limit", "5", "--output", plan],
      ["check", folder + "stuck.json", plan], ["apply", plan, "--dry-run"],
    ]
    for words in runs {
      let run = Command.run(words)
      #expect(run.status == 0, "\(words): \(run.error)")
      // Times and who was first differ from run to run.
      let lines = run.output.split(separator: "\n").filter { line in
        !["time ", "solution ", "status "].contains { line.hasPrefix($0) }
      }
      #expect(!lines.isEmpty)
      for line in lines { #expect(page.contains("    \(line)\n"), "\(words[0]): \(line)") }
    }
  }
}
