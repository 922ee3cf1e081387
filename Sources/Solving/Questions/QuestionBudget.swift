import Basics
import Kernel
import Race
import Statements

/// One set of limits for a question that takes several solves and searches: time goes on from one to the next, and who
/// asks to stop once has ended them all. Belongs to the thread that asks.
final class QuestionBudget {
  let options: Model.Options
  private let deadline: ContinuousClock.Instant?
  /// Seconds of counted work that are left; nil for no limit.
  private var countedLeft: Double?
  private var isStopped = false
  /// When the user was asked last.
  private var lastAsked: ContinuousClock.Instant?

  /// Between questions to the user.
  private static let tick = Duration.milliseconds(1)

  init(_ options: Model.Options) {
    self.options = options
    let limit = options.timeLimit.map { max(0, $0) } ?? .infinity
    let isLimited = limit < 1e9
    countedLeft = isLimited && options.isCounted ? limit : nil
    deadline = isLimited && !options.isCounted ? .now.advanced(by: .seconds(limit)) : nil
  }

  /// Whether somebody asks to stop. Once true, always true.
  private var asksToStop: Bool {
    if isStopped || (options.stop == nil && options.stopper == nil) { return isStopped }
    let now = ContinuousClock.now
    if let lastAsked, now - lastAsked < Self.tick { return false }
    lastAsked = now
    isStopped = options.stop?() == true || options.stopper?.isStopped == true
    return isStopped
  }

  /// Whether all is to end now, without a look at the clock of counted work.
  var isOver: Bool {
    if let countedLeft, countedLeft <= 0 { return true }
    if let deadline, ContinuousClock.now >= deadline { return true }
    return asksToStop
  }

  /// What the next solve may spend: the time that is left.
  var next: Model.Options {
    var next = options
    if let countedLeft { next.timeLimit = max(0, countedLeft) }
    if let deadline { next.timeLimit = max(0, (deadline - .now).inSeconds) }
    next.stopper = nil
    next.stop = { self.asksToStop }
    return next
  }

  /// Takes off what a solve has spent, where time is counted work.
  func spend(_ seconds: Double) {
    if let left = countedLeft { countedLeft = left - seconds }
  }
}

/// For searches on the calling thread.
extension QuestionBudget: SearchMonitor {
  /// One look, which is counted where time is.
  var shouldStop: Bool {
    spend(1 / Double(RaceClock.looksPerSecond))
    return isOver
  }

  var hasNews: Bool { false }
  func visitRoot(_ solver: Solver) {}
}
