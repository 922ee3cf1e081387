import Basics

extension MemoryMapping {
  /// What the search for placements with little waste reads of a component: buffers over sections, in units of the
  /// common divisor of their sizes.
  struct TightPieces {
    /// Buffer b lives in the sections `hulls[b]`.
    let hulls: [Range<Int>]
    /// In units.
    let sizes: [Int]
    /// By section, in units.
    let loads: [Int]
    /// A unit in the user's numbers.
    let unit: Int

    /// Nil where a buffer has a gap, a fixed offset or an alignment that offsets in units may break.
    init?(_ instance: Allocation.Prepared) {
      let buffers = instance.set.buffers
      guard !buffers.isEmpty else { return nil }
      let unit = Allocation.unit(of: buffers)
      for buffer in buffers {
        guard buffer.gaps.isEmpty, buffer.fixedOffset == nil, unit.isMultiple(of: buffer.alignment) else { return nil }
      }
      self.unit = unit
      hulls = buffers.indices.map { instance.sections.hull(of: $0) }
      sizes = buffers.map { $0.size / unit }
      loads = instance.sections.loads.map { $0 / unit }
    }

    /// The waste that each section can bear below a capacity in units; nil where some load is above it.
    func slacks(below capacity: Int) -> [Int]? {
      guard loads.allSatisfy({ $0 <= capacity }) else { return nil }
      return loads.map { capacity - $0 }
    }

    /// The share of the memory below a capacity, in units, that no placement uses.
    func waste(below capacity: Int) -> Double {
      let sum = loads.reduce(0.0) { $0 + Double($1) }
      return 1 - sum / (Double(capacity) * Double(loads.count))
    }
  }
}
