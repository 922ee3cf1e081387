import Basics
import Kernel
import Lowering
import Race
import Statements

/// Large neighbourhood search in the learning solver: frees a part of one of the best solutions, holds the rest by
/// assumptions, and looks for a solution better than all with a limit of conflicts; again and again in one solver, so
/// that what one step learns serves all later ones.
///
/// - Source: Shaw 1998, "Using constraint programming and local search methods to solve vehicle routing problems";
///   partial orders instead of times: Godard, Laborie, Nuijten 2005.
struct LargeNeighbourhoodSearch<Source: NeighbourhoodSource> {
  private var source: Source
  private let session: KernelSession
  private var bandit: NeighbourhoodBandit
  private var random: RandomSource
  private var stepsAroundOthers = 0
  private(set) var steps = 0

  /// Conflicts of a step: few at first, more when many steps in a row gave nothing.
  private var conflicts = leastConflicts
  private static var leastConflicts: Int { 500 }
  private static var mostConflicts: Int { 8_000 }

  enum Outcome {
    /// No solution is better than the best one known.
    case exhausted
    /// So many steps in a row gave nothing.
    case stagnant
    /// The race has ended, or the conflicts are used up.
    case stopped
    /// There is no solution to start from.
    case empty
  }

  init(_ source: Source, _ session: KernelSession, seed: UInt64) {
    self.source = source
    self.session = session
    bandit = NeighbourhoodBandit(source.titles, movableCount: source.movableCount)
    random = RandomSource(seed: seed ^ 0x6C6E_73)
  }

  /// Makes steps until `patience` of them in a row have found nothing.
  ///
  /// - Parameter conflictLimit: of all these steps.
  mutating func run(
    on scoreboard: Scoreboard<Source.Solution>, patience: Int, conflictLimit: Int = .max
  ) throws -> Outcome {
    var idle = 0
    let before = session.conflicts
    while idle < patience {
      let conflictsLeft = conflictLimit - (session.conflicts - before)
      if conflictsLeft <= 0 { return .stopped }
      if scoreboard.shouldStop { return .stopped }
      source.refresh(from: scoreboard)
      guard let place = MemberDraw.next(of: source.memberCount, &random) else { return .empty }
      let arm = bandit.choose()
      guard
        let assumptions = try source.assumptions(
          arm, around: place, share: bandit.arms[arm].share, &random, in: session.lowered)
      else {
        bandit.note(.empty, of: arm, work: 0)
        idle += 1
        continue
      }
      if place > 0 {
        stepsAroundOthers += 1
        follow(place)
      }
      let workBefore = session.lowered.solver.statistics.propagations
      let outcome = try session.improve(under: assumptions, conflicts: min(conflicts, conflictsLeft))
      if place > 0, outcome != .solution { follow(0) }
      let work = session.lowered.solver.statistics.propagations - workBefore
      steps += 1
      idle += 1
      switch outcome {
      case .solution:
        bandit.note(.improved, of: arm, work: work)
        idle = 0
        conflicts = Self.leastConflicts
      case .refutedAssumptions: bandit.note(.completed, of: arm, work: work)
      case .infeasible: return .exhausted
      case .limit:
        if scoreboard.shouldStop { return .stopped }
        bandit.note(.limit, of: arm, work: work)
      }
    }
    conflicts = min(Self.mostConflicts, conflicts + conflicts / 2)
    return .stagnant
  }

  /// Decisions follow this member from now on, where the model contains it.
  private func follow(_ member: Int) {
    if let values = source.values(of: member) { session.lowered.follow(values) }
  }

  /// What each kind of neighbourhood did.
  func report(source: String) -> WorkReport {
    WorkReport(
      source: "\(source), neighbourhoods",
      counts: ["steps": steps, "steps around others": stepsAroundOthers, "conflicts a step": conflicts],
      neighbourhoods: bandit.arms.map { arm in
        WorkReport.Neighbourhood(
          name: arm.title, tries: arm.tries, completed: arm.completed, improvements: arm.improvements,
          share: arm.share)
      })
  }
}
