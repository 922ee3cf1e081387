import Pictures
import Solving

extension MemoryMapping.Allocation {
  /// Address over time: a box for each piece of a buffer's life, the capacity or the largest load as a line.
  public static func picture(of placement: MemoryMapping.Placement, of set: MemoryMapping.BufferSet) -> String {
    var boxes: [AddressChart.Box] = []
    for (index, (buffer, offset)) in zip(set.buffers, placement.offsets).enumerated() {
      let tooltip =
        "\(buffer.id): size \(buffer.size), [\(offset), \(offset + buffer.size)), "
        + "times [\(buffer.lower), \(buffer.upper))"
      var start = buffer.lower
      for end in buffer.gaps.map(\.lower) + [buffer.upper] {
        boxes.append(
          AddressChart.Box(
            start: start, end: end, low: offset, high: offset + buffer.size, colour: index, label: buffer.id,
            tooltip: tooltip))
        if let gap = buffer.gaps.first(where: { $0.lower == end }) { start = gap.upper }
      }
    }
    let load = MemoryMapping.Sections(set).maximumLoad
    var chart = AddressChart(title: set.name, boxes: boxes)
    chart.subtitle =
      "\(counted(set.buffers.count, "buffer")), height \(placement.height), largest load \(load)"
    chart.lines.append(
      set.capacity.map { AddressChart.Line(address: $0, label: "capacity") }
        ?? AddressChart.Line(address: load, label: "load"))
    return chart.svg()
  }
}
