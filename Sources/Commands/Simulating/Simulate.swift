import ArgumentParser

/// Problems of which the data comes bit by bit, played from the beginning to the end.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Plays an online problem to its end with one policy after another, beside what hindsight could do.",
    discussion: """
      A policy sees what has been revealed at its time and nothing else. With --log json there is one object a line for \
      each policy.
      """,
    subcommands: [SimulateStream.self, SimulateFlowTime.self, SimulateInterruptions.self, SimulateMission.self])
}
