import Basics
import Pictures

extension MemoryMapping.Allocation {
  /// Address over time: a box for each piece of a buffer's life, the capacity or the largest load as a line. Pools are
  /// drawn one above the other, with a line where each begins.
  public static func picture(of placement: MemoryMapping.Placement, of set: MemoryMapping.BufferSet) -> String {
    var (bases, base): ([String: Int], Int) = ([:], 0)
    for (pool, height) in zip(set.pools, placement.poolHeights ?? []) {
      bases[pool.name] = base
      base += height
    }
    var boxes: [AddressChart.Box] = []
    for (index, (buffer, offset)) in zip(set.buffers, placement.offsets).enumerated() where !buffer.isNothing {
      let pool = placement.pools?[index]
      let low = offset + (pool.flatMap { bases[$0] } ?? 0)
      let tooltip =
        "\(buffer.id): size \(buffer.size), [\(offset), \(offset + buffer.size))"
        + (pool.map { " of \($0)" } ?? "") + ", times [\(buffer.lower), \(buffer.upper))"
      buffer.forEachBox { times, used in
        boxes.append(
          AddressChart.Box(
            start: times.lowerBound, end: times.upperBound, low: low + used.lowerBound, high: low + used.upperBound,
            colour: index, label: buffer.id, tooltip: tooltip))
      }
    }
    var chart = AddressChart(title: set.name, boxes: boxes)
    chart.subtitle = "\(counted(set.buffers.count, "buffer")), height \(placement.height)"
    if set.isPlain {
      let load = MemoryMapping.Sections(set).maximumLoad
      chart.subtitle += ", largest load \(load)"
      chart.lines.append(
        set.capacity.map { AddressChart.Line(address: $0, label: "capacity \($0)") }
          ?? AddressChart.Line(address: load, label: "largest load \(load)"))
      chart.lineMeaning =
        set.capacity == nil ? "what lives at one time at most: no height is less" : "the end of the memory"
    } else if let capacity = set.capacity {
      chart.lines.append(AddressChart.Line(address: capacity, label: "capacity \(capacity)"))
      chart.lineMeaning = "the end of the memory"
    }
    chart.boxMeaning = "a buffer while it lives, as high as it is large"
    if !bases.isEmpty {
      chart.bases = bases.values.sorted()
      chart.lines += set.pools.compactMap { pool in
        bases[pool.name].map { AddressChart.Line(address: $0, label: pool.name) }
      }
      chart.lineMeaning = "where a pool begins, whose addresses count from there"
    }
    return chart.svg()
  }
}
