import Basics

extension JobShop {
  /// A schedule of a large shop in which many neighbours on machines change places at once.
  ///
  /// A move of a tabu search mends one critical path, and in a shop of a million operations thousands of paths are nearly
  /// as long. A sweep looks at all machine arcs, and where exchanging the two operations shortens the longest path through
  /// them, by the estimate of Taillard 1994, it does so with a small probability; heads and tails are computed once for
  /// all exchanges. Each exchange alone closes no cycle; several may, which the next pass of heads finds.
  ///
  /// The operations are numbered by their starts, so that a pass over all of them walks through memory: neighbours in jobs
  /// and on machines are near in time. Numbers are made anew as the schedule moves away from them.
  struct SwapSweep: ~Copyable {
    private let table: OperationTable
    /// By number: the operation of the instance, its duration, its neighbours in the job and on the machine (-1 for none).
    private let operation: Buffer<Int32>
    private let duration: Buffer<Int32>
    private let jobBefore: Buffer<Int32>
    private let jobAfter: Buffer<Int32>
    private let machineBefore: Buffer<Int32>
    private let machineAfter: Buffer<Int32>
    /// The longest path that ends where the operation starts, and the longest one from its completion to the end.
    private let head: Buffer<Int32>
    private let tail: Buffer<Int32>
    /// The numbers in a topological order.
    private let order: Buffer<Int32>
    private let waiting: Buffer<UInt8>
    /// By operation of the instance: its number, and room for starts.
    private let number: Buffer<Int32>
    private let starts: Buffer<Int32>
    private(set) var makespan = 0

    init(_ instance: Instance) {
      table = OperationTable(instance)
      func buffer() -> Buffer<Int32> { Buffer(repeating: 0, count: instance.operationCount) }
      operation = buffer()
      duration = buffer()
      jobBefore = buffer()
      jobAfter = buffer()
      machineBefore = buffer()
      machineAfter = buffer()
      head = buffer()
      tail = buffer()
      order = buffer()
      waiting = Buffer(repeating: 0, count: instance.operationCount)
      number = buffer()
      starts = buffer()
    }

    /// Begins with the orders of a schedule.
    mutating func load(_ solution: Solution) {
      var index = 0
      for start in solution.starts.joined() {
        starts[index] = Int32(start)
        index += 1
      }
      number(by: starts.pointer)
    }

    /// The starts of the present schedule, to come back to, by operation of the instance.
    func save(to starts: borrowing Buffer<Int32>) {
      for place in 0..<table.count { starts[operation[place]] = head[place] }
    }

    /// Numbers the operations by the present schedule.
    mutating func renumber() {
      save(to: starts)
      number(by: starts.pointer)
    }

    /// Begins with the orders of a schedule that was saved.
    mutating func restore(_ starts: borrowing Buffer<Int32>) { number(by: starts.pointer) }

    private mutating func number(by starts: UnsafeMutablePointer<Int32>) {
      // By start; what takes no time comes first, and then the earlier operation of the instance, which is the earlier one
      // of its job.
      var keys = (0..<table.count).map { index in
        UInt64(UInt32(bitPattern: starts[index])) << 33 | (table.duration[index] > 0 ? 1 << 32 : 0) | UInt64(index)
      }
      keys.sort()
      var last = [Int32](repeating: -1, count: table.machineCount)
      for (place, key) in keys.enumerated() {
        let index = Int(UInt32(truncatingIfNeeded: key))
        number[index] = Int32(place)
        operation[place] = Int32(index)
        duration[place] = table.duration[index]
        let machine = Int(table.machine[index])
        machineBefore[place] = last[machine]
        machineAfter[place] = -1
        if last[machine] >= 0 { machineAfter[last[machine]] = Int32(place) }
        last[machine] = Int32(place)
      }
      for job in 0..<table.jobCount {
        var before: Int32 = -1
        for index in table.firstOperation[job]..<table.firstOperation[job + 1] {
          let place = number[index]
          jobBefore[place] = before
          jobAfter[place] = -1
          if before >= 0 { jobAfter[before] = place }
          before = place
        }
      }
      let isAcyclic = updateHeads()
      precondition(isAcyclic, "the orders of a schedule close no cycle")
      updateTails()
    }

    /// One sweep.
    ///
    /// - Parameters:
    ///   - share: the probability with which an exchange that looks better is made.
    ///   - band: exchanges are looked at on paths that are shorter than the longest by no more than this share of it.
    /// - Returns: false where the exchanges close a cycle; the schedule is to be loaded anew then.
    mutating func sweep(share: Double, band: Double, _ random: inout RandomSource) -> Bool {
      exchange(UInt64(share * 0x1p32), from: makespan - Int(band * Double(makespan)), &random)
      guard updateHeads() else { return false }
      updateTails()
      return true
    }

    private func exchange(_ chance: UInt64, from least: Int, _ random: inout RandomSource) {
      let (head, tail, duration) = (head.pointer, tail.pointer, duration.pointer)
      let (jobBefore, jobAfter) = (jobBefore.pointer, jobAfter.pointer)
      let (machineBefore, machineAfter) = (machineBefore.pointer, machineAfter.pointer)
      /// The completion of the operation, and the path from its start to the end.
      @inline(__always) func completion(_ place: Int32) -> Int32 { Self.through(place, head, duration) }
      @inline(__always) func rest(_ place: Int32) -> Int32 { Self.through(place, tail, duration) }
      let least = Int32(truncatingIfNeeded: least)
      for u in 0..<table.count {
        let next = machineAfter[u]
        if next < 0 { continue }
        let v = Int(next)
        let end = head[u] &+ duration[u]
        // Only where the machine is what v waits for.
        if head[v] != end || random.next() >> 32 >= chance { continue }
        let longest = max(end &+ tail[u], head[v] &+ duration[v] &+ tail[v])
        if longest < least { continue }
        let (a, b) = (jobBefore[v], jobAfter[u])
        // A path from u over its job to v would close a cycle.
        if b == next { continue }
        if a >= 0, b >= 0, completion(a) >= head[Int(b)] &+ duration[Int(b)] { continue }
        let (x, z) = (machineBefore[u], machineAfter[v])
        let newV = max(completion(a), completion(x)) &+ duration[v]
        let newU = max(newV, completion(jobBefore[u])) &+ duration[u]
        let restU = max(rest(b), rest(z))
        let restV = max(restU &+ duration[u], rest(jobAfter[v]))
        if max(newV &+ restV, newU &+ restU) >= longest { continue }
        if x >= 0 { machineAfter[Int(x)] = next }
        machineBefore[v] = x
        machineAfter[v] = Int32(truncatingIfNeeded: u)
        machineBefore[u] = next
        machineAfter[u] = z
        if z >= 0 { machineBefore[Int(z)] = Int32(truncatingIfNeeded: u) }
      }
    }

    /// The path to an operation, or from it, and the operation itself; 0 for none.
    @inline(__always)
    private static func through(
      _ place: Int32, _ path: UnsafeMutablePointer<Int32>, _ duration: UnsafeMutablePointer<Int32>
    ) -> Int32 {
      place < 0 ? 0 : path[Int(place)] &+ duration[Int(place)]
    }

    /// - Returns: false where the orders close a cycle.
    private mutating func updateHeads() -> Bool {
      let (head, duration, order, waiting) = (head.pointer, duration.pointer, order.pointer, waiting.pointer)
      let (jobBefore, jobAfter) = (jobBefore.pointer, jobAfter.pointer)
      let (machineBefore, machineAfter) = (machineBefore.pointer, machineAfter.pointer)
      var known = 0
      for place in 0..<table.count {
        waiting[place] = (jobBefore[place] >= 0 ? 1 : 0) &+ (machineBefore[place] >= 0 ? 1 : 0)
        if waiting[place] == 0 {
          order[known] = Int32(truncatingIfNeeded: place)
          known &+= 1
        }
      }
      var last: Int32 = 0
      var next = 0
      while next < known {
        let place = Int(order[next])
        next &+= 1
        let start = max(
          Self.through(jobBefore[place], head, duration), Self.through(machineBefore[place], head, duration))
        head[place] = start
        last = max(last, start &+ duration[place])
        // Two copies, since a loop over two neighbours is not unrolled.
        let inJob = jobAfter[place]
        if inJob >= 0 {
          waiting[Int(inJob)] &-= 1
          if waiting[Int(inJob)] == 0 {
            order[known] = inJob
            known &+= 1
          }
        }
        let onMachine = machineAfter[place]
        if onMachine >= 0 {
          waiting[Int(onMachine)] &-= 1
          if waiting[Int(onMachine)] == 0 {
            order[known] = onMachine
            known &+= 1
          }
        }
      }
      makespan = Int(last)
      return known == table.count
    }

    private func updateTails() {
      let (tail, duration, order) = (tail.pointer, duration.pointer, order.pointer)
      let (jobAfter, machineAfter) = (jobAfter.pointer, machineAfter.pointer)
      var next = table.count
      while next > 0 {
        next &-= 1
        let place = Int(order[next])
        tail[place] = max(
          Self.through(jobAfter[place], tail, duration), Self.through(machineAfter[place], tail, duration))
      }
    }

    /// A solution from starts by operation of the instance.
    func solution(makespan: Int, _ starts: borrowing Buffer<Int32>) -> Solution {
      table.solution(makespan: makespan, starts)
    }
  }
}
