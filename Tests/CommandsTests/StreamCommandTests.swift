import Testing

@testable import Commands

/// `simulate stream` as a process.
@Suite struct StreamCommandTests {
  private let scratch = Scratch()

  /// Jobs of one task of 10 units on one element, at 0 and at 4.
  private func run(_ options: [String]) -> Command {
    let job = { (release: Int) in
      "{\"name\": \"j\(release)\", \"release\": \(release), \"tasks\": [{\"name\": \"t\", \"times\": [10]}], \"arcs\": []}"
    }
    let text = "{\"name\": \"two\", \"clusters\": [{\"name\": \"core\"}], \"jobs\": [\(job(0)), \(job(4))]}"
    return Command.run(["simulate", "stream", scratch.write(text, to: "two.json")] + options)
  }

  /// Whatever the policy, the second job waits until 10: latencies of 10 and 16.
  @Test func everyPolicyIsShownWithItsLatency() {
    let played = run(["--log", "json"])
    #expect(played.status == 0, "\(played.error)")
    #expect(played.outputLines.count == 6)
    #expect(
      played.outputLines.allSatisfy { $0.contains(#""meanLatency":13,"p95Latency":16,"lastFinish":20,"#) },
      "\(played.output)")
    let text = run(["--policy", "etf", "--policy", "plan"])
    #expect(text.outputLines.count == 4 && text.outputLines[0] == "2 jobs, 2 tasks, 1 element")
  }

  @Test func resultsAndPictureAreWritten() {
    let (output, plot) = (scratch["rows.json"], scratch["plot.svg"])
    #expect(run(["--policy", "heft", "--log", "json", "--output", output, "--plot", plot]).status == 0)
    #expect(scratch.text(at: output).contains(#""policy":"heft""#) && scratch.text(at: plot).contains("<svg"))
  }

  @Test func mistakesEndWithOneLine() {
    for (options, words) in [
      (["--policy", "etg"], "there is no policy 'etg'"), (["--noise", "2"], "--noise takes"),
      (["--shares", "1"], "--shares is for"), (["--clock", "sun"], "--clock takes"),
      (["--noise", "0.1", "--plot", scratch["p.svg"]], "without --noise"),
      (["--output", scratch["two.json"]], "would overwrite"),
    ] {
      let failed = run(options)
      #expect(failed.status == 64 && failed.errorLines.count == 1 && failed.error.contains(words), "\(failed.error)")
    }
  }
}
