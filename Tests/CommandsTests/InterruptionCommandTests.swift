import Testing

@testable import Commands

/// `simulate interruptions` as a process.
@Suite struct InterruptionCommandTests {
  private let scratch = Scratch()

  /// Two jobs that meet on two machines from both sides.
  private func run(_ options: [String], downtimes: String? = "{\"downtimes\": [[0, 2, 4]]}") -> Command {
    let shop = scratch.write("2 2\n0 2 1 3\n1 2 0 3\n", to: "meeting.txt")
    let files = downtimes.map { [scratch.write($0, to: "down.json")] } ?? []
    return Command.run(["simulate", "interruptions", shop] + files + options)
  }

  @Test func everyPolicyIsShownWithItsMakespan() {
    let played = run(["--looks", "20", "--log", "json"])
    #expect(played.status == 0, "\(played.error)")
    #expect(played.outputLines.count == 8)
    // By hand: machine 0 is down when both jobs are ready to exchange.
    #expect(played.outputLines.allSatisfy { $0.contains(#""makespan":7,"bound":7"#) }, "\(played.output)")
    let text = run(["--policy", "spt", "--policy", "plan", "--looks", "20"])
    #expect(text.outputLines.first == "meeting: 2 jobs on 2 machines, 1 downtime; no schedule is shorter than 7")
    #expect(text.outputLines.count == 4)
  }

  /// Operations of no time at one moment have no order that starts tell.
  @Test func operationsOfNoTimeArePlayedToTheEnd() {
    let shop = scratch.write("4 3\n1 0 0 3 2 2\n1 0 2 3 0 0\n2 4 1 0 0 0\n0 3 2 4 1 3\n", to: "none.txt")
    let down = scratch.write("{\"downtimes\": [[2, 24, 25]]}", to: "late.json")
    let played = Command.run(["simulate", "interruptions", shop, down, "--looks", "20", "--log", "json"])
    #expect(played.status == 0 && played.outputLines.count == 8, "\(played.error)")
  }

  @Test func theProblemAndThePictureAreWritten() {
    let (schedule, plot) = (scratch["known.json"], scratch["plot.svg"])
    #expect(run(["--policy", "fifo", "--schedule", schedule, "--plot", plot]).status == 0)
    #expect(scratch.text(at: plot).contains("<svg"))
    let solved = Command.run(["solve", schedule, "--log", "json", "--time-limit", "10"])
    #expect(solved.output.contains(#""status":"optimal","objective":7,"#), "\(solved.output)")
  }

  @Test func mistakesEndWithOneLine() {
    for (options, downtimes, status, words) in [
      ([], nil, 64, "--probability"), (["--share", "10"], "{}", 64, "--probability"),
      (["--probability", "0"], nil, 64, "--probability takes"), (["--share", "0"], nil, 64, "1 to 90"),
      (["--policy", "spd"], "{\"downtimes\": []}", 64, "spt"),
      (["--looks", "0"], "{\"downtimes\": []}", 64, "--looks"),
      (["--budget", "-1"], "{\"downtimes\": []}", 64, "--budget"),
      (["--keep", "x"], "{\"downtimes\": []}", 64, "--keep is for"),
      ([], "{\"downtimes\": [\n[0, 3, 3]]}", 65, "down.json:2: downtime 0 goes from 3 to 3"),
      ([], "{\"downtimes\": [[0, 1, 3], [0, 2, 4]]}", 65, "overlap"),
    ] as [([String], String?, Int32, String)] {
      let failed = run(options, downtimes: downtimes)
      #expect(failed.status == status, "\(options): \(failed.error)")
      #expect(failed.errorLines.count == 1 && failed.error.contains(words), "\(failed.error)")
    }
    let output = run(["--output", scratch["down.json"]])
    #expect(output.status == 64 && output.error.contains("would overwrite"), "\(output.error)")
  }
}
