import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import MemoryMapping

/// Buffers with windows, aliases, buffers written over others, pools and buffers that need no memory: whole solves of
/// tiny sets beside every placement there is, tried address by address.
@Suite struct StorageTests {
  typealias MemoryBuffer = MemoryMapping.MemoryBuffer
  typealias Options = SolveOptions<MemoryMapping.Placement>

  private func solve(_ set: MemoryMapping.BufferSet, _ engine: Options.Engine) throws -> RaceResult<
    MemoryMapping.Placement
  > {
    var options = Options()
    options.engine = engine
    options.workers = engine == .glpk ? 1 : 2
    options.mipSolver = GLPKSolver()
    let board = Scoreboard<MemoryMapping.Placement>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
      try MemoryMapping.Allocation.check(solution, of: set)
    }
    return Race.run(try MemoryMapping.Allocation.lanes(for: set, options), on: board)
  }

  private static func random(_ seed: UInt64) throws -> MemoryMapping.BufferSet {
    var random = RandomSource(seed: seed)
    let pools: [MemoryMapping.Pool] =
      seed % 3 == 0
      ? [.init(name: "fast", capacity: 2 + random.below(3), cost: random.below(2)), .init(name: "slow")] : []
    var buffers: [MemoryBuffer] = []
    for index in 0..<4 {
      let lower = random.below(4)
      let upper = lower + random.within(0...3)
      let size = random.within(0...3)
      var gaps: [MemoryBuffer.Gap] = []
      if upper - lower >= 2, random.below(2) == 0 {
        let low = random.within(0...size)
        let start = lower + random.below(upper - lower)
        gaps = [.init(lower: start, upper: start + 1, used: low..<random.within(low...size))]
      }
      buffers.append(
        MemoryBuffer(
          id: "\(index)", lower: lower, upper: upper, size: size, alignment: random.within(1...2), gaps: gaps,
          fixedOffset: random.below(6) == 0 ? 2 * random.below(2) : nil,
          alias: random.below(4) == 0 && buffers.allSatisfy { $0.fixedOffset == nil } ? "s" : nil,
          inPlaceOf: index > 0 && random.below(3) == 0 ? ["\(index - 1)"] : [],
          pools: !pools.isEmpty && random.below(3) == 0 ? [random.below(2)] : []))
    }
    return try MemoryMapping.BufferSet(
      name: "storages", buffers: buffers, capacity: pools.isEmpty && seed % 4 == 1 ? random.within(2...5) : nil,
      pools: pools)
  }

  /// The units of a buffer in use at a time.
  private static func used(_ buffer: MemoryBuffer, _ time: Int) -> Range<Int> {
    guard buffer.lower <= time, time < buffer.upper else { return 0..<0 }
    guard let gap = buffer.gaps.first(where: { $0.lower <= time && time < $0.upper }) else { return 0..<buffer.size }
    return gap.used ?? 0..<0
  }

  /// The least objective over all addresses up to 9 and all pools; nil where nothing fits.
  private static func least(_ set: MemoryMapping.BufferSet) -> Int? {
    let buffers = set.buffers
    let poolCount = max(1, set.pools.count)
    var offsets = [Int](repeating: 0, count: buffers.count)
    var pools = offsets
    var best: Int?
    func agrees(_ a: Int, _ b: Int) -> Bool {
      if buffers[a].alias != nil, buffers[a].alias == buffers[b].alias {
        return offsets[a] == offsets[b] && pools[a] == pools[b]
      }
      if pools[a] != pools[b] { return true }
      if offsets[a] == offsets[b],
        buffers[a].inPlaceOf.contains(buffers[b].id) || buffers[b].inPlaceOf.contains(buffers[a].id)
      {
        return true
      }
      return (0..<8).allSatisfy { time in
        let (x, y) = (used(buffers[a], time), used(buffers[b], time))
        let shared = x.filter { y.contains($0 + offsets[a] - offsets[b]) }
        return shared.isEmpty
      }
    }
    func extend(_ index: Int) {
      guard index < buffers.count else {
        var heights = [Int](repeating: 0, count: poolCount)
        for (number, buffer) in buffers.enumerated() where buffer.size > 0 && buffer.lower < buffer.upper {
          heights[pools[number]] = max(heights[pools[number]], offsets[number] + buffer.size)
        }
        let capacities = set.pools.isEmpty ? [set.capacity] : set.pools.map(\.capacity)
        guard zip(heights, capacities).allSatisfy({ $0 <= $1 ?? .max }) else { return }
        let value =
          set.pools.isEmpty ? set.capacity ?? heights[0] : zip(heights, set.pools).reduce(0) { $0 + $1.0 * $1.1.cost }
        best = min(best ?? .max, value)
        return
      }
      for pool in buffers[index].pools.isEmpty ? Array(0..<poolCount) : buffers[index].pools {
        for offset in 0...9 where offset % buffers[index].alignment == 0 {
          if let fixed = buffers[index].fixedOffset, fixed != offset { continue }
          (offsets[index], pools[index]) = (offset, pool)
          if (0..<index).allSatisfy({ agrees($0, index) }) { extend(index + 1) }
        }
      }
    }
    extend(0)
    return best
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>, Options.Engine.allCases)
  func everyEngineProvesWhatAllPlacementsProve(seed: UInt64, engine: Options.Engine) throws {
    guard let set = try? Self.random(seed) else { return }
    let result = try solve(set, engine)
    #expect(result.rejections == [] && result.failures == [])
    if let least = Self.least(set) {
      #expect(result.status == .optimal && result.objective?.first == least, "\(set)")
    } else {
      #expect(result.status == .infeasible, "\(set)")
    }
    if let placement = result.best?.solution {
      let table = SourceText(name: "p.csv", text: MemoryMapping.BufferTable.text(of: set, placement))
      #expect(try MemoryMapping.Allocation.solution(in: table, of: set)?.offsets == placement.offsets)
    }
  }

  private func complaint(_ placement: MemoryMapping.Placement, _ set: MemoryMapping.BufferSet) -> String {
    do throws(CheckFailure) {
      _ = try MemoryMapping.Allocation.check(placement, of: set)
      return "valid"
    } catch {
      return "\(error)"
    }
  }

  @Test func theCheckerKnowsEveryRule() throws {
    let set = try MemoryMapping.BufferSet(
      name: "rules",
      buffers: [
        .init(id: "x", lower: 0, upper: 5, size: 8, alias: "s"),
        .init(id: "y", lower: 4, upper: 9, size: 8, alias: "s"),
        .init(id: "z", lower: 8, upper: 10, size: 8, inPlaceOf: ["y"]),
        .init(id: "w", lower: 0, upper: 9, size: 4, gaps: [.init(lower: 3, upper: 5, used: 0..<2)]),
        .init(id: "v", lower: 3, upper: 5, size: 2),
      ])
    #expect(complaint(.init([0, 0, 0, 8, 10], of: set), set) == "valid")
    #expect(complaint(.init([0, 8, 8, 16, 18], of: set), set).contains("x and y are one storage"))
    #expect(complaint(.init([0, 0, 4, 12, 14], of: set), set).contains("y and z overlap"))
    #expect(complaint(.init([0, 0, 0, 8, 9], of: set), set).contains("w and v overlap"))
    let pooled = try MemoryMapping.BufferSet(
      name: "pools",
      buffers: [
        .init(id: "a", lower: 0, upper: 4, size: 48, pools: [0]), .init(id: "b", lower: 1, upper: 5, size: 48),
      ], pools: [.init(name: "sram", capacity: 64), .init(name: "psram")])
    #expect(complaint(.init([0, 0], in: [0, 1], of: pooled), pooled) == "valid")
    #expect(complaint(.init([0, 0], in: [0, 0], of: pooled), pooled).contains("overlap"))
    #expect(complaint(.init([0, 0], in: [1, 1], of: pooled), pooled).contains("may not lie in the pool psram"))
    #expect(complaint(.init([0, 48], in: [0, 0], of: pooled), pooled).contains("above its capacity of 64"))
    #expect(complaint(.init([0, 0], of: pooled.asking(capacity: nil)), pooled).contains("does not name a pool"))
  }

  @Test func furtherColumnsAreKeptAndNamed() throws {
    let text = "id,dtype,lower,upper,size,op\na,f32,0,3,4,\"c,d\"\nb,,3,3,4,relu\n"
    let set = try MemoryMapping.Allocation.parse(SourceText(name: "t.csv", text: text))
    #expect(MemoryMapping.Allocation.warnings(of: set).count == 2)
    #expect(MemoryMapping.Allocation.warnings(of: set)[0].contains("dtype, op"))
    let table = MemoryMapping.BufferTable.text(of: set, .init([0, 0], of: set))
    #expect(table == "id,lower,upper,size,offset,dtype,op\na,0,3,4,0,f32,\"c,d\"\nb,3,3,4,0,,relu\n")
  }
}
