import Basics

extension MemoryMapping {
  /// Spatial branch and bound: do the buffers fit below a capacity?
  ///
  /// Buffers are placed bottom up, each at the least address that those below it leave. A frame is a part of the
  /// problem, its unplaced buffers in order of (least offset, rank); after each placement the part may fall into parts
  /// that are solved one after the other, and the failure of one ends the placement without another look at those
  /// before it. Frames lie on a stack of their own; placing allocates nothing.
  ///
  /// - Source: Moffitt 2023, "MiniMalloc: a lightweight memory allocator for hardware-accelerated machine learning".
  final class SpatialSearch {
    enum Outcome: Sendable { case fits, doesNotFit, limit }

    struct Frame: BitwiseCopyable {
      /// Its buffers in the arena, in order of (offset, rank).
      var begin, end: Int
      /// The next candidate.
      var cursor: Int
      /// What was placed before it.
      var offset: Int
      var rank: Int32
      var lastBuffer: Int32
      /// No candidate at this offset or above.
      var ceiling: Int
      /// The trails' lengths before its placement.
      var lifts, placements: Int
      /// The parts that are left after its placement: frames' ranges in `parts`.
      var firstPart, nextPart: Int
      /// The arena's length before its placement.
      var arenaTop: Int
      /// Whether its placement lifted nothing.
      var isHatless: Bool
      /// The sections of its part.
      var firstSection, endSection: Int32
    }

    struct Lift: BitwiseCopyable {
      var buffer: Int32
      var offset: Int
    }

    struct Part: BitwiseCopyable {
      /// Its buffers in the arena.
      var begin, end: Int
      /// The sections that they live in, and no buffer of another part.
      var firstSection, endSection: Int32
    }

    let instance: SpatialInstance
    let rules: SpatialRules
    /// Whether a placement needs a look at the sections of the buffers that it lifts, and no others: with a floor that
    /// only rises, all that could fail elsewhere is a limit of the candidates' offsets.
    let checksLiftedOnly: Bool
    /// Nodes of the last run.
    private(set) var nodes = 0
    var capacity = 0
    let ranks: Buffer<Int32>
    /// The least offset of each buffer given those placed; of a placed one, its offset.
    let offsets: Buffer<Int>
    let isPlaced: Buffer<Bool>
    /// By section: unplaced size, unplaced buffers across its lower border, the top of what is placed.
    let rest, floors: Buffer<Int>
    let crossings: Buffer<Int32>
    /// Scratch by section.
    let sums: Buffer<Int>
    let component: Buffer<Int32>
    var arena: Buffer<Int32>
    var frames: Buffer<Frame>
    var lifts: Buffer<Lift>
    var placements: Buffer<Int32>
    var parts: Buffer<Part>
    /// The lifted buffers of a placement, before they are merged into the list, and the node that lifted each last.
    var raised: Buffer<Int32>
    let raisedAt: Buffer<Int>
    /// How often each buffer was the one for which there was no room, in this run and those before it.
    let conflicts: Buffer<Int>

    /// More buffers than this make lists too long for a frame each.
    static let countLimit = 3000

    init(_ instance: SpatialInstance, rules: SpatialRules = .all) {
      self.instance = instance
      self.rules = rules
      checksLiftedOnly = rules.isSuperset(of: [.canonicalOrder, .monotoneFloor, .releaseOrder])
      let count = instance.count
      ranks = Buffer(repeating: 0, count: count)
      offsets = Buffer(repeating: 0, count: count)
      isPlaced = Buffer(repeating: false, count: count)
      rest = Buffer(repeating: 0, count: instance.sectionCount)
      floors = Buffer(repeating: 0, count: instance.sectionCount)
      crossings = Buffer(repeating: 0, count: instance.sectionCount + 1)
      sums = Buffer(repeating: 0, count: instance.sectionCount)
      component = Buffer(repeating: 0, count: instance.sectionCount + 1)
      arena = Buffer(capacity: 4 * count)
      frames = Buffer(capacity: count + 1)
      lifts = Buffer(capacity: 4 * count)
      placements = Buffer(capacity: count)
      parts = Buffer(capacity: count)
      raised = Buffer(capacity: count)
      raisedAt = Buffer(repeating: -1, count: count)
      conflicts = Buffer(repeating: 0, count: count)
    }

    /// Searches from the beginning.
    ///
    /// - Parameters:
    ///   - order: the buffers from the first rank to the last; equal ones in order of their numbers.
    ///   - capacity: the height that no buffer may exceed.
    ///   - nodeLimit: placements to be tried at most.
    ///   - shouldStop: asked every thousand nodes.
    /// - Returns: `fits` with the offsets in `offsets`; `doesNotFit` is a proof.
    func run(
      order: [Int32], capacity: Int, nodeLimit: Int, shouldStop: () -> Bool = { false }
    ) -> Outcome {
      self.capacity = capacity
      for (rank, buffer) in order.enumerated() { ranks[buffer] = Int32(rank) }
      guard reset() else { return .doesNotFit }
      let root = Frame(
        begin: 0, end: arena.count, cursor: 0, offset: 0, rank: -1, lastBuffer: -1, ceiling: 0, lifts: 0,
        placements: 0, firstPart: 0, nextPart: 0, arenaTop: 0, isHatless: false, firstSection: 0,
        endSection: Int32(instance.sectionCount))
      guard sectionsHaveRoom(root) else { return .doesNotFit }
      var nextLook = min(nodeLimit, 1024)
      // The frame at the bottom places nothing and only holds the parts.
      frames.append(root)
      if rules.contains(.staticDecomposition) {
        split(0, arena.count, from: 0, to: instance.sectionCount)
      } else {
        parts.append(
          Part(begin: 0, end: arena.count, firstSection: 0, endSection: Int32(instance.sectionCount)))
      }
      while true {
        // The top frame's placement stands: on to its next part.
        let top = frames.pointer + (frames.count - 1)
        if top.pointee.nextPart == parts.count {
          // All are solved, and with them the part that the frame was opened for.
          parts.truncate(to: top.pointee.firstPart)
          arena.truncate(to: top.pointee.arenaTop)
          frames.removeLast()
          if frames.isEmpty { return .fits }
          continue
        }
        let part = parts[top.pointee.nextPart]
        top.pointee.nextPart += 1
        var isOpen = enter(part)
        // Without another candidate the part fails, and with it the placement of the frame below.
        while true {
          if !isOpen {
            if frames.count == 1 { return .doesNotFit }
            takeBack()
          }
          if nodes >= nextLook {
            if nodes >= nodeLimit || shouldStop() { return .limit }
            nextLook = min(nodeLimit, nodes + 1024)
          }
          let step = placeNext(nodeLimit)
          if step == .placed { break }
          if step == .limit { return .limit }
          frames.removeLast()
          isOpen = false
        }
      }
    }

    /// The top of the highest buffer, after a run that fits.
    var height: Int {
      (0..<instance.count).reduce(0) { max($0, offsets[$1] + instance.sizes[$1]) }
    }

    /// Everything unplaced, the root's list sorted; false where a buffer alone is too large.
    private func reset() -> Bool {
      nodes = 0
      frames.removeAll()
      lifts.removeAll()
      placements.removeAll()
      parts.removeAll()
      arena.removeAll()
      isPlaced.fill(false)
      raisedAt.fill(-1)
      rest.fill(0)
      floors.fill(0)
      crossings.fill(0)
      for buffer in 0..<instance.count {
        offsets[buffer] = max(0, instance.fixed[buffer])
        if offsets[buffer] + instance.sizes[buffer] > capacity { return false }
        arena.append(Int32(buffer))
        for piece in instance.pieceStart[buffer]..<instance.pieceStart[buffer + 1] {
          for section in instance.pieceFirst[piece]..<instance.pieceEnd[piece] {
            rest[section] += instance.sizes[buffer]
          }
        }
        for section in instance.hullFirst[buffer] + 1..<max(instance.hullEnd[buffer], instance.hullFirst[buffer] + 1) {
          crossings[section] += 1
        }
      }
      arena.withElements {
        var list = $0
        list.sort { (offsets[$0], ranks[$0]) < (offsets[$1], ranks[$1]) }
      }
      return true
    }

    /// Opens a frame for a part, unless a rule shows that it cannot be solved.
    private func enter(_ part: Part) -> Bool {
      let below = frames.last
      var frame = Frame(
        begin: part.begin, end: part.end, cursor: part.begin, offset: 0, rank: -1, lastBuffer: -1, ceiling: .max,
        lifts: lifts.count, placements: placements.count, firstPart: parts.count, nextPart: parts.count,
        arenaTop: arena.count, isHatless: false, firstSection: part.firstSection, endSection: part.endSection)
      if below.lastBuffer >= 0 {
        frame.offset = offsets[below.lastBuffer]
        frame.rank = ranks[below.lastBuffer]
      }
      let list = arena.pointer
      if rules.contains(.dominance) {
        for i in part.begin..<part.end where instance.fixed[list[i]] < 0 {
          frame.ceiling = min(frame.ceiling, offsets[list[i]] + instance.sizes[list[i]])
        }
      }
      if rules.contains(.canonicalOrder) {
        while frame.cursor < part.end, isBefore(list[frame.cursor], frame) { frame.cursor += 1 }
        if hasHopeless(frame) { return false }
      }
      if checksLiftedOnly {
        guard limitCeiling(&frame) else { return false }
      } else {
        guard sectionsHaveRoom(frame) else { return false }
      }
      frames.append(frame)
      return true
    }

    @inline(__always)
    private func isBefore(_ buffer: Int32, _ frame: Frame) -> Bool {
      offsets[buffer] < frame.offset || offsets[buffer] == frame.offset && ranks[buffer] < frame.rank
    }

    /// Undoes the placement of the top frame, and all that followed from it.
    private func takeBack() {
      let frame = frames.last
      while placements.count > frame.placements { unplace(Int(placements.removeLast())) }
      while lifts.count > frame.lifts {
        let lift = lifts.removeLast()
        if lift.buffer >= 0 { offsets[lift.buffer] = lift.offset } else { floors[-1 - lift.buffer] = lift.offset }
      }
      parts.truncate(to: frame.firstPart)
      arena.truncate(to: frame.arenaTop)
      (frames.pointer + (frames.count - 1)).pointee.nextPart = frame.firstPart
    }

    private enum Step { case placed, exhausted, limit }

    /// Places the next candidate of the top frame that no rule excludes.
    private func placeNext(_ nodeLimit: Int) -> Step {
      let frame = frames.pointer + (frames.count - 1)
      if frame.pointee.isHatless, rules.contains(.hatless) { return .exhausted }
      while frame.pointee.cursor < frame.pointee.end {
        let buffer = arena[frame.pointee.cursor]
        guard offsets[buffer] < frame.pointee.ceiling else { return .exhausted }
        if nodes >= nodeLimit { return .limit }
        frame.pointee.cursor += 1
        let twin = instance.equalPredecessor[buffer]
        if twin >= 0, !isPlaced[twin], rules.contains(.equalBuffers) { continue }
        nodes += 1
        if place(Int(buffer), frame) { return .placed }
        takeBack()
        if frame.pointee.isHatless, rules.contains(.hatless) { return .exhausted }
      }
      return .exhausted
    }
  }
}
