import Basics

/// Items of a one-dimensional bin packing by size: what bounds and heuristics look at.
package struct Packing: Sendable {
  /// Descending, each once, at most the capacity.
  let types: [Int]
  /// Items of each type.
  let demand: [Int]
  let capacity: Int
  /// By item, its type.
  let typeOf: [Int]
  /// Items larger than the capacity: there is no packing.
  let isImpossible: Bool

  package init(sizes: [Int], capacity: Int) {
    precondition(sizes.allSatisfy { $0 > 0 } && capacity > 0, "sizes and capacity are positive")
    let divisor = sizes.reduce(0) { greatestCommonDivisor($0, $1) }
    let scaled = sizes.map { $0 / max(1, divisor) }
    let types = Set(scaled).sorted(by: >)
    let place = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($1, $0) })
    var demand = [Int](repeating: 0, count: types.count)
    var typeOf: [Int] = []
    for size in scaled {
      typeOf.append(place[size] ?? 0)
      demand[typeOf[typeOf.count - 1]] += 1
    }
    self.types = types
    self.demand = demand
    self.typeOf = typeOf
    self.capacity = capacity / max(1, divisor)
    isImpossible = (types.first ?? 0) > capacity / max(1, divisor)
  }

  var total: Int { zip(types, demand).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Sizes over capacities, and L2: items above half the capacity stand alone, and only small ones fit beside them.
  ///
  /// - Source: Martello, Toth 1990, "Lower bounds and reduction procedures for the bin packing problem".
  /// - Complexity: O(types²).
  var combinatorialBound: Int {
    var best = ceilDivide(total, capacity)
    for alpha in [0] + types where 2 * alpha <= capacity {
      var (alone, paired, pairedSize, smallSize) = (0, 0, 0, 0)
      for (size, count) in zip(types, demand) {
        if size > capacity - alpha {
          alone += count
        } else if 2 * size > capacity {
          paired += count
          pairedSize += count * size
        } else if size >= alpha {
          smallSize += count * size
        }
      }
      let room = paired * capacity - pairedSize
      best = max(best, alone + paired + max(0, ceilDivide(smallSize - room, capacity)))
    }
    return best
  }
}

/// The best filling of one bin by values of types, each at most as often as there are items.
///
/// Copies of a type are split into powers of two; each is a step of the dynamic program over capacities.
struct FillingProgram {
  private let chunks: [(type: Int, copies: Int, size: Int)]
  private let capacity: Int
  private let typeCount: Int

  init(_ packing: Packing) {
    var chunks: [(type: Int, copies: Int, size: Int)] = []
    for (type, size) in packing.types.enumerated() {
      var left = min(packing.demand[type], packing.capacity / size)
      var copies = 1
      while left > 0 {
        let taken = min(copies, left)
        chunks.append((type, taken, taken * size))
        left -= taken
        copies *= 2
      }
    }
    self.chunks = chunks
    capacity = packing.capacity
    typeCount = packing.types.count
  }

  /// Steps of one run.
  var work: Int { chunks.count * (capacity + 1) }

  /// The largest value of a filling, exactly.
  ///
  /// - Parameter values: by type, not negative; their sum over a filling must fit.
  func largestValue(_ values: [Int]) -> Int {
    let best = Buffer<Int>(repeating: 0, count: capacity + 1)
    for chunk in chunks {
      let value = values[chunk.type] * chunk.copies
      if value == 0 || chunk.size > capacity { continue }
      for room in stride(from: capacity, through: chunk.size, by: -1) {
        best[room] = max(best[room], best[room - chunk.size] + value)
      }
    }
    return best[capacity]
  }

  /// A filling of the largest value, as copies by type.
  func bestFilling(_ values: [Double]) -> [Int] {
    let best = Buffer<Double>(repeating: 0, count: capacity + 1)
    let isTaken = Buffer<Bool>(repeating: false, count: work)
    for (step, chunk) in chunks.enumerated() {
      let value = values[chunk.type] * Double(chunk.copies)
      if value <= 0 || chunk.size > capacity { continue }
      for room in stride(from: capacity, through: chunk.size, by: -1)
      where best[room - chunk.size] + value > best[room] + 1e-12 {
        best[room] = best[room - chunk.size] + value
        isTaken[step * (capacity + 1) + room] = true
      }
    }
    var filling = [Int](repeating: 0, count: typeCount)
    var room = capacity
    for (step, chunk) in chunks.enumerated().reversed() where isTaken[step * (capacity + 1) + room] {
      filling[chunk.type] += chunk.copies
      room -= chunk.size
    }
    return filling
  }
}
