import Basics

extension MemoryMapping {
  /// The orders and scores by which heuristics prefer buffers; greater values first, equal ones by number.
  enum PlacementOrder: String, CaseIterable, Sendable {
    case lifetime, blend, area, size, load

    var summary: String {
      switch self {
      case .size: "largest size first"
      case .area: "largest size times life time first"
      case .lifetime: "longest life time first"
      case .blend: "largest life time times size to the power 5/16 first"
      case .load: "greatest load met in its life first, then the larger size"
      }
    }

    /// A value for each buffer; life times are counted in sections.
    func scores(_ instance: Allocation.Prepared) -> [Int] {
      let buffers = instance.set.buffers
      let sections = instance.sections
      switch self {
      case .size: return buffers.map(\.size)
      case .lifetime: return buffers.indices.map { sections.hull(of: $0).count }
      case .blend:
        return buffers.indices.map { buffer in
          // The power 5/16 of the size: its fourth root times its sixteenth.
          let fourth = Double(buffers[buffer].size).squareRoot().squareRoot()
          let power = fourth * fourth.squareRoot().squareRoot()
          return Int(min(1024 * power * Double(sections.hull(of: buffer).count), 0x1p62))
        }
      case .area:
        // Saturates: it is only compared.
        return buffers.indices.map { buffer in
          let (area, overflows) = buffers[buffer].size.multipliedReportingOverflow(by: sections.hull(of: buffer).count)
          return overflows ? .max : area
        }
      case .load:
        let maxima = RangeMaximum(sections.loads)
        let loads = buffers.indices.map { maxima.maximum(in: sections.hull(of: $0)) }
        // Two keys in one: first by size, then stably by load.
        let bySize = RadixOrder.ascending(buffers.map(\.size))
        let byLoad = RadixOrder.ascending(bySize.map { loads[Int($0)] })
        var ranks = [Int](repeating: 0, count: buffers.count)
        for (rank, place) in byLoad.enumerated() { ranks[Int(bySize[Int(place)])] = rank }
        return ranks
      }
    }

    /// The buffers by descending score.
    static func descending(_ scores: [Int]) -> [Int32] { RadixOrder.ascending(scores.map { ~$0 }) }
  }

  /// Maxima of ranges of a fixed list in constant time.
  struct RangeMaximum {
    /// Row k has the maxima of 2^k values from each place on.
    private var rows: [[Int]]

    /// - Complexity: O(n log n).
    init(_ values: [Int]) {
      rows = [values]
      var width = 1
      while 2 * width <= values.count {
        let last = rows[rows.count - 1]
        rows.append((0...(values.count - 2 * width)).map { max(last[$0], last[$0 + width]) })
        width *= 2
      }
    }

    /// - Parameter range: not empty.
    func maximum(in range: Range<Int>) -> Int {
      let row = Int.bitWidth - 1 - range.count.leadingZeroBitCount
      return max(rows[row][range.lowerBound], rows[row][range.upperBound - (1 << row)])
    }
  }
}
