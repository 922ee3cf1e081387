import Basics

/// The job sets that Lawler's decomposition reaches, each with its branches, found once for all start times.
///
/// With jobs numbered in earliest-due-date order, decomposing by the longest job only ever makes sets of the form "the
/// jobs `first ... last` no longer than a given one": three integers name a set exactly. What depends on the start
/// time t is an interval test: the longest job j may stand after the first k jobs iff
///
///     d_r + p_r <= t + P_k for all r in j+1 ... k,  and  t + P_k < d_{k+1},
///
/// so each position has its interval of start times, and most positions of most sets have an empty one.
/// - Source: Lawler 1977, "A pseudopolynomial algorithm for sequencing jobs to minimize total tardiness"; elimination of
///   positions: Potts, Van Wassenhove 1982, "A decomposition algorithm for the single machine total tardiness problem".
struct LawlerSubproblems: ~Copyable {
  /// Names a set: positions in due-date order, and the rank by processing time of its longest job.
  struct Name: BitwiseCopyable, Equatable {
    var first, last, rank: Int32

    static let empty = Name(first: 0, last: -1, rank: -1)
  }

  /// The longest job after the jobs `left` and before the jobs `right`, for start times `earliest ..< latest`.
  struct Branch: BitwiseCopyable {
    var earliest, latest: Int
    /// The completion of the longest job, the start time being 0.
    var completion: Int
    var left, right: Name
    /// Where the sets are stored; -1 as long as they are not.
    var leftIndex, rightIndex: Int32
  }

  struct JobSet: BitwiseCopyable {
    var name: Name
    var count: Int
    /// At start times up to `oneLate` due-date order has at most one late job, and is optimal.
    var noneLate, oneLate: Int
    /// From this start time on every job is late in any order: shortest processing time first is optimal, ...
    var allLate: Int
    /// ... and costs `lateOffset + count * t`.
    var lateOffset: Int
    var longestDueDate: Int
    var firstBranch, branchCount: Int32
  }

  /// Jobs in due-date order (ties: the shorter first).
  let processing: Buffer<Int>
  let dueDate: Buffer<Int>
  /// Rank by processing time (ties: the later position is longer), and its inverse.
  let rank: Buffer<Int32>
  let position: Buffer<Int32>

  private(set) var sets = Buffer<JobSet>()
  private(set) var branches = Buffer<Branch>()
  private var slots: Buffer<Int32>
  private var filed = 0
  private let setLimit: Int

  /// Beyond any time, and safe to add to one.
  static let never = 1 << 61

  /// - Parameters:
  ///   - processing: in due-date order, ≥ 0.
  ///   - dueDate: ascending.
  ///   - bytes: memory for the sets that stay; beyond it sets live on a stack, as long as they are being solved.
  init(processing: [Int], dueDate: [Int], bytes: Int) {
    let count = processing.count
    let order = (0..<count).sorted { (processing[$0], $0) < (processing[$1], $1) }
    var rank = [Int32](repeating: 0, count: count)
    for (rankOfJob, job) in order.enumerated() { rank[job] = Int32(rankOfJob) }
    self.processing = Buffer(processing)
    self.dueDate = Buffer(dueDate)
    self.rank = Buffer(rank)
    position = Buffer(order.map { Int32($0) })
    slots = Buffer(repeating: -1, count: 1 << 8)
    // A set has few branches; 256 bytes are its record, some two branches and its slots in the index.
    setLimit = max(16, bytes / 256)
  }

  /// Whether sets are no longer kept: what is stored from now on must be released.
  var isFull: Bool { sets.count + branches.count / 4 >= setLimit }

  /// The index of the set `name`, stored if it is new.
  ///
  /// A set stored while `isFull` is not filed: nobody else finds it, and the caller releases it with `release(to:)`.
  /// - Complexity: O(1) if filed, else O(n).
  mutating func index(of name: Name) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash(name)) & (slots.count - 1)
    while slots[slot] >= 0 {
      if sets[slots[slot]].name == name { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = Int32(sets.count)
    let keep = !isFull
    sets.append(describe(name))
    if keep {
      slots[slot] = index
      filed += 1
      if filed * 2 > slots.count { refile() }
    }
    return index
  }

  /// Forgets the sets stored after the first `setCount`, none of them filed.
  mutating func release(to setCount: Int) { sets.truncate(to: setCount) }

  /// Forgets the branches of a set, the last ones found.
  mutating func unbranch(_ index: Int32) {
    branches.truncate(to: Int(sets[index].firstBranch))
    sets.pointer[Int(index)].firstBranch = -1
  }

  mutating func link(branch: Int, left: Int32) { branches.pointer[branch].leftIndex = left }
  mutating func link(branch: Int, right: Int32) { branches.pointer[branch].rightIndex = right }

  private func hash(_ name: Name) -> UInt64 {
    var z = UInt64(UInt32(bitPattern: name.first)) &* 0x9E37_79B9_7F4A_7C15
    z ^= UInt64(UInt32(bitPattern: name.last)) &* 0xBF58_476D_1CE4_E5B9
    z ^= UInt64(UInt32(bitPattern: name.rank)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    z = z &* 0xD6E8_FEB8_6659_FD93
    return z ^ (z >> 32)
  }

  private mutating func refile() {
    let larger = slots.count * 2
    slots = Buffer(repeating: -1, count: larger)
    for index in 0..<sets.count {
      var slot = Int(truncatingIfNeeded: hash(sets[index].name)) & (larger - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (larger - 1) }
      slots[slot] = Int32(index)
    }
  }

  private func describe(_ name: Name) -> JobSet {
    var set = JobSet(
      name: name, count: 0, noneLate: Self.never, oneLate: Self.never, allLate: -Self.never, lateOffset: 0,
      longestDueDate: dueDate[position[Int(name.rank)]], firstBranch: -1, branchCount: 0)
    var completion = 0
    for job in Int(name.first)...Int(name.last) where rank[job] <= name.rank {
      completion += processing[job]
      set.count += 1
      let slack = dueDate[job] - completion
      if slack < set.noneLate {
        set.oneLate = set.noneLate
        set.noneLate = slack
      } else {
        set.oneLate = min(set.oneLate, slack)
      }
      set.allLate = max(set.allLate, dueDate[job] - processing[job])
    }
    completion = 0
    for r in 0...Int(name.rank) {
      let job = position[r]
      if job < name.first || job > name.last { continue }
      completion += processing[job]
      set.lateOffset += completion - dueDate[job]
    }
    return set
  }

  /// Finds the branches of a set, once.
  /// - Complexity: O(n).
  mutating func branch(_ index: Int32) {
    let set = sets[index]
    let name = set.name
    let longest = position[Int(name.rank)]
    let start = branches.count
    var prefix = 0
    // Of the jobs before the position: the first, the last and the longest, without the longest of all.
    var left = Name.empty
    var blocking = -Self.never
    var job = name.first
    while job <= name.last {
      let r = rank[job]
      if r > name.rank {
        job += 1
        continue
      }
      prefix += processing[job]
      if job != longest {
        if left.rank < 0 { left.first = job }
        left.last = job
        left.rank = max(left.rank, r)
        if job > longest { blocking = max(blocking, dueDate[job] + processing[job]) }
      }
      var next = job + 1
      while next <= name.last, rank[next] > name.rank { next += 1 }
      if job >= longest {
        let earliest = max(blocking - prefix, set.oneLate + 1)
        let latest = min(next <= name.last ? dueDate[next] - prefix : Self.never, set.allLate)
        if earliest < latest {
          let right = next <= name.last ? Name(first: next, last: name.last, rank: -1) : .empty
          branches.append(
            Branch(
              earliest: earliest, latest: latest, completion: prefix, left: left, right: right, leftIndex: -1,
              rightIndex: -1))
        }
      }
      job = next
    }
    nameLongestOnTheRight(from: start, of: name)
    sets.pointer[Int(index)].firstBranch = Int32(start)
    sets.pointer[Int(index)].branchCount = Int32(branches.count - start)
  }

  /// Completes the names of the right-hand sets: their longest jobs, in one pass from the last job down.
  private mutating func nameLongestOnTheRight(from start: Int, of name: Name) {
    var longest: Int32 = -1
    var job = name.last
    var branch = branches.count - 1
    while branch >= start {
      let first = branches[branch].right.first
      if branches[branch].right.last >= 0 {
        while job >= first {
          if rank[job] <= name.rank { longest = max(longest, rank[job]) }
          job -= 1
        }
        branches.pointer[branch].right.rank = longest
      }
      branch -= 1
    }
  }

  func appendByDueDate(_ name: Name, to sequence: inout [Int]) {
    for job in Int(name.first)...Int(name.last) where rank[job] <= name.rank { sequence.append(job) }
  }

  func appendByProcessingTime(_ name: Name, to sequence: inout [Int]) {
    for r in 0...Int(name.rank) {
      let job = position[r]
      if job >= name.first, job <= name.last { sequence.append(Int(job)) }
    }
  }
}
