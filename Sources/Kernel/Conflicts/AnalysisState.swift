import Basics

/// The working set of conflict analysis: at most one literal a node, the strongest that is needed.
struct AnalysisState: ~Copyable {
  /// The bound needed of each node in the set.
  var need = Buffer<Int32>()
  /// The trail position that made it true; -1 for nodes outside the set.
  var place = Buffer<Int32>()
  /// Nodes that were in the set at some time, once each.
  var touched = Buffer<Int32>()
  var isTouched = Buffer<Bool>()
  /// Trail positions in the set.
  var marked = Buffer<Bool>()
  /// How many of the set stand at the conflict's level.
  var openCount = 0
  /// The bound that could not be raised; nil where a propagator stated the conflict.
  var failure: (literal: Literal, reason: Reason)?
  /// The clause that was learned; its first literal is the one to assert.
  var learned = Buffer<Literal>()

  // What minimisation remembers of trail positions: the bound asked for, and whether it was redundant.
  var memoBound = Buffer<Int32>()
  var memo = Buffer<Memo>()
  var memoised = Buffer<Int32>()
  enum Memo: UInt8, BitwiseCopyable { case unknown, redundant, needed }

  /// Levels met, by stamp, to count them.
  var levelStamp = Buffer<Int32>()
  var stamp: Int32 = 0

  init() {}

  mutating func addNodes(_ count: Int) {
    need.resize(to: need.count + count, filling: 0)
    place.resize(to: place.count + count, filling: -1)
    isTouched.resize(to: isTouched.count + count, filling: false)
  }

  /// Room for marks on a trail of this length, with that many levels.
  mutating func reserve(trail: Int, levels: Int) {
    if marked.count < trail {
      marked.resize(to: trail * 2, filling: false)
      memoBound.resize(to: trail * 2, filling: 0)
      memo.resize(to: trail * 2, filling: .unknown)
    }
    if levelStamp.count <= levels { levelStamp.resize(to: levels * 2 + 1, filling: 0) }
  }
}
