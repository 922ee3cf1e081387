import Basics
import FlowTime
import Solving

/// One instance with one contender after the other, each schedule checked.
struct FlowTimeRun {
  /// What a contender came to.
  struct Play {
    let contender: FlowTimeContender
    let outcome: FlowOutcome
    /// Of playing, without the check of foresight.
    let seconds: Double
    /// Empty where nobody asks for it.
    let segments: [FlowSegment]
  }

  private let instance: FlowInstance
  private let quantum: Int
  private let audit: Int
  private let keeps: Bool
  private let optimum: FlowOutcome
  private(set) var plays: [Play] = []

  /// Turns that a policy with a quantum may take.
  private static let turnLimit = 100_000_000

  /// - Parameters:
  ///   - audit: how many changed futures each policy plays besides.
  ///   - keeps: whether plays keep their stretches.
  init(_ instance: FlowInstance, quantum: Int, audit: Int, keeps: Bool) {
    self.instance = instance
    self.quantum = quantum
    self.audit = audit
    self.keeps = keeps
    optimum = ClairvoyantSRPT.run(instance)
  }

  mutating func play(_ contenders: [FlowTimeContender]) throws(CommandFailure) {
    for contender in contenders { try checkTurns(contender) }
    for contender in contenders {
      plays.append(try played(contender))
      try checkForesight(contender)
    }
  }

  private func checkTurns(_ contender: FlowTimeContender) throws(CommandFailure) {
    guard case .policy(let kind) = contender, kind.hasQuantum, instance.totalWork / quantum > Self.turnLimit else {
      return
    }
    throw CommandFailure(
      .usage,
      "\(instance.name): \(contender.name) would take \(instance.totalWork / quantum) turns; "
        + "--quantum \(instance.totalWork / Self.turnLimit + 1) or more keeps them below \(Self.turnLimit)")
  }

  private func played(_ contender: FlowTimeContender) throws(CommandFailure) -> Play {
    var checker = FlowChecker(instance)
    var segments: [FlowSegment] = []
    let start = ContinuousClock.now
    let outcome: FlowOutcome
    do {
      let take = { (segment: FlowSegment) in
        checker.add(segment)
        if keeps { segments.append(segment) }
      }
      switch contender {
      case .hindsight: outcome = ClairvoyantSRPT.run(instance, onSegment: take)
      case .policy(let kind):
        outcome = try FlowSimulation.run(instance, kind.policy(quantum: quantum), onSegment: take)
      }
      guard try checker.finish() == outcome.completions else {
        throw CommandFailure(.internalError, "\(contender.name): completions that are not the schedule's")
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.internalError, "\(instance.name), \(contender.name): \(error)")
    }
    guard outcome.flow >= optimum.flow else {
      throw CommandFailure(.internalError, "\(contender.name): a total below what was to be the optimum")
    }
    return Play(
      contender: contender, outcome: outcome, seconds: (ContinuousClock.now - start).inSeconds, segments: segments)
  }

  private func checkForesight(_ contender: FlowTimeContender) throws(CommandFailure) {
    guard audit > 0, case .policy(let kind) = contender else { return }
    do {
      try ForesightAudit.check(instance, times: audit, seed: 1) { _ in kind.policy(quantum: quantum) }
    } catch {
      throw CommandFailure(.internalError, "\(instance.name), \(contender.name): \(error)")
    }
  }

  private func ratio(_ play: Play) -> Double { Double(play.outcome.flow) / Double(optimum.flow) }

  /// An object a line for each play.
  var json: String {
    plays.map { play in
      let quantum =
        if case .policy(let kind) = play.contender, kind.hasQuantum { "\"quantum\":\(quantum)," } else { "" }
      return "{\"instance\":\(JSONText.quoted(instance.name)),\"policy\":\(JSONText.quoted(play.contender.name)),"
        + "\(quantum)\"jobs\":\(instance.jobs.count),\"operations\":\(instance.mostOperations),"
        + "\"flow\":\(play.outcome.flow),\"optimum\":\(optimum.flow),\"ratio\":\(NumberText.fixed(ratio(play), 6)),"
        + "\"longest\":\(play.outcome.longestFlow),\"preemptions\":\(play.outcome.preemptions),"
        + "\"audited\":\(audit),\"time\":\(NumberText.fixed(play.seconds, 6))}\n"
    }.joined()
  }

  /// A table under a line about the instance.
  var text: String {
    var rows = [["policy", "flow time", "ratio", "longest", "preemptions"]]
    for play in plays {
      rows.append([
        play.contender.name, "\(play.outcome.flow)", NumberText.fixed(ratio(play), 4), "\(play.outcome.longestFlow)",
        "\(play.outcome.preemptions)",
      ])
    }
    let jobs = counted(instance.jobs.count, "job")
    let operations = counted(instance.mostOperations, "operation")
    return SimulationTable.text(
      "\(instance.name): \(jobs) of at most \(operations), work \(instance.totalWork)", rows)
  }

  /// The stretches of each play, jobs by their places in the file from 1.
  var trace: String {
    plays.map { play in
      let segments = play.segments.map { "[\($0.job + 1),\($0.start),\($0.end)]" }.joined(separator: ",")
      return "{\"instance\":\(JSONText.quoted(instance.name)),\"policy\":\(JSONText.quoted(play.contender.name)),"
        + "\"flow\":\(play.outcome.flow),\"segments\":[\(segments)]}\n"
    }.joined()
  }
}
