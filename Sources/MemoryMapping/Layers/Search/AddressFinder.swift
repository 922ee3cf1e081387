/// Finds free addresses among the runs under way.
struct AddressFinder: ~Copyable {
  private var gaps = GapFinder()

  /// - Returns: the lowest address, or the start of the tightest gap, where `size` bytes are free from instruction
  ///   `start` to `finish`; nil where there is none.
  /// - Complexity: O(r + b²) for r runs, of which b are under way then.
  mutating func address(
    for size: Int, from start: Int32, to finish: Int32, _ fit: GapFinder.Fit, _ state: borrowing LayerState
  ) -> Int? {
    gaps.clear()
    let runs = state.runs.pointer
    for index in 0..<state.active.count {
      let run = runs[Int(state.active[index])]
      guard run.start <= finish, run.finish >= start else { continue }
      gaps.add(from: run.address, to: run.address + run.size)
    }
    return gaps.gap(for: size, capacity: state.units.capacity, fit)
  }

  /// Whether `size` bytes from `address` on are free from instruction `start` to `finish`.
  func isFree(
    _ address: Int, _ size: Int, from start: Int32, to finish: Int32, _ state: borrowing LayerState
  ) -> Bool {
    for index in 0..<state.active.count {
      let run = state.runs[state.active[index]]
      guard run.start <= finish, run.finish >= start else { continue }
      if run.address < address + size, address < run.address + run.size { return false }
    }
    return address + size <= state.units.capacity
  }
}
