extension MemoryMapping.Allocation {
  /// The buffers in groups that share no time: cut where nobody's life, gaps included, spans a border of sections. Each
  /// group can be placed by itself.
  static func components(of instance: Prepared) -> [[Int]] {
    let sections = instance.sections
    // The furthest end of those that began before.
    var groupOfSection = [Int](repeating: 0, count: sections.count)
    var reach = [Int](repeating: 0, count: sections.count)
    for buffer in instance.set.buffers.indices {
      let hull = sections.hull(of: buffer)
      reach[hull.lowerBound] = max(reach[hull.lowerBound], hull.upperBound)
    }
    var (group, end) = (-1, 0)
    for section in 0..<sections.count {
      if section == end { group += 1 }
      end = max(end, reach[section])
      groupOfSection[section] = group
    }
    var groups = [[Int]](repeating: [], count: group + 1)
    for buffer in instance.set.buffers.indices {
      groups[groupOfSection[sections.hull(of: buffer).lowerBound]].append(buffer)
    }
    return groups
  }
}
