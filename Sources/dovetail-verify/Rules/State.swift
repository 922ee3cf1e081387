/// The bounds of all variables; what a clause's check raised is undone after its line.
///
/// One array for both ends: at code 2x the lower bound of x, at 2x + 1 its upper bound negated, so all bounds only
/// rise. Beside each bound stands who raised it last, which is what trimming asks for.
struct State {
  private(set) var bounds: [Int] = []
  private(set) var source: [Int32] = []
  private var trail: [(code: Int32, source: Int32, old: Int)] = []
  /// Where bounds crossed; -1 where a rule failed without raising one.
  private(set) var crossedCode = -1
  private(set) var isCrossed = false
  /// Who raises now: a line from 0 on, or `assumed`, or a step of the line, `firstStep` and less.
  var current = Self.assumed

  static let assumed: Int32 = -1
  static let firstStep: Int32 = -2

  var count: Int { bounds.count / 2 }
  var mark: Int { trail.count }

  mutating func append(lower: Int, upper: Int) {
    bounds += [lower, -upper]
    source += [Self.assumed, Self.assumed]
    if lower > upper { (isCrossed, crossedCode) = (true, bounds.count - 2) }
  }

  @inline(__always) func holds(_ atom: Atom) -> Bool { bounds[atom.code] >= atom.value }
  @inline(__always) func isFalse(_ atom: Atom) -> Bool { bounds[atom.code ^ 1] > -atom.value }
  @inline(__always) func lower(_ variable: Int) -> Int { bounds[2 * variable] }
  @inline(__always) func upper(_ variable: Int) -> Int { -bounds[2 * variable + 1] }

  @inline(__always) mutating func raise(_ code: Int, _ value: Int) { if value > bounds[code] { change(code, value) } }

  @inline(__always) mutating func raise(_ atom: Atom) { raise(atom.code, atom.value) }

  private mutating func change(_ code: Int, _ value: Int) {
    trail.append((Int32(truncatingIfNeeded: code), source[code], bounds[code]))
    bounds[code] = value
    source[code] = current
    if value > -bounds[code ^ 1] { (isCrossed, crossedCode) = (true, code) }
  }

  mutating func fail() { (isCrossed, crossedCode) = (true, -1) }

  /// To the state at the mark, in which no bounds crossed.
  mutating func undo(to mark: Int) {
    while trail.count > mark {
      let change = trail.removeLast()
      bounds[Int(change.code)] = change.old
      source[Int(change.code)] = change.source
    }
    isCrossed = false
  }

  /// What was raised stays for good.
  mutating func commit() { trail.removeAll(keepingCapacity: true) }
}
