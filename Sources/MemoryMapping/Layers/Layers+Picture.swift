import Basics
import Pictures

extension MemoryMapping.Layers {
  /// Addresses over instructions: a box for each stay, paler while it is copied in and while it is written back, and
  /// below how much of each instruction's copy time is in use.
  public static func picture(of mapping: LayerMapping, of program: LayerProgram) -> String {
    var chart = AddressChart(title: program.name, boxes: mapping.stays.map { box(of: $0, program) })
    chart.subtitle =
      "\(counted(mapping.stays.count, "stay")) of \(counted(program.tensors.count, "tensor")) in fast memory, "
      + savings(of: mapping, program) + " saved"
    chart.lines = [.init(address: program.capacity, label: "capacity \(program.capacity)")]
    chart.boxMeaning = "a tensor while it is in fast memory; tensors that share memory have one colour"
    chart.lineMeaning = "the end of the fast memory"
    chart.marks = mapping.stays.flatMap { stay in
      [(stay.copyIn, "in"), (stay.writeBack, "back")].compactMap { mark($0.0, $0.1, of: stay, program) }
    }
    chart.markMeaning = "copied in, or written back"
    chart.profiles = [supplyProfile(of: mapping, program)]
    return chart.svg()
  }

  /// What the objective means: the time saved.
  public static func explanation(of mapping: LayerMapping, of program: LayerProgram) -> [String] {
    ["time saved " + savings(of: mapping, program)]
  }

  private static func savings(of mapping: LayerMapping, _ program: LayerProgram) -> String {
    let share = program.baseTime == 0 ? 0 : 1000 * Double(mapping.timeSaved) / Double(program.baseTime)
    let tenths = Int(share.rounded())
    return "\(mapping.timeSaved) of \(program.baseTime) (\(tenths / 10).\(tenths % 10) %)"
  }

  private static func box(of stay: LayerMapping.Stay, _ program: LayerProgram) -> AddressChart.Box {
    let tensor = program.tensors[stay.tensor]
    let name = tensor.name.isEmpty ? "\(stay.tensor)" : tensor.name
    let tooltip =
      "\(name): instructions \(stay.start) to \(stay.end), \(tensor.size) bytes at \(stay.address), "
      + (stay.copyIn == nil ? "defined there" : "copied in")
      + (stay.writeBack == nil ? "" : ", written back")
    return .init(
      start: stay.start, end: stay.end + 1, low: stay.address, high: stay.address + tensor.size,
      colour: tensor.aliasGroup.map { program.tensors.count + $0 } ?? stay.tensor, label: name, tooltip: tooltip)
  }

  private static func mark(
    _ copy: LayerMapping.Copy?, _ direction: String, of stay: LayerMapping.Stay, _ program: LayerProgram
  ) -> AddressChart.Mark? {
    guard let copy, !copy.amounts.isEmpty else { return nil }
    let tensor = program.tensors[stay.tensor]
    return .init(
      start: copy.first, end: copy.last + 1, low: stay.address, high: stay.address + tensor.size,
      tooltip: "\(tensor.name): copied \(direction) during instructions \(copy.first) to \(copy.last)")
  }

  /// In percent of what each instruction offers.
  private static func supplyProfile(of mapping: LayerMapping, _ program: LayerProgram) -> ResourceProfile {
    var used = [Int](repeating: 0, count: program.instructions.count)
    for copy in mapping.stays.flatMap({ [$0.copyIn, $0.writeBack] }).compactMap({ $0 }) {
      for (offset, amount) in copy.amounts.enumerated() { used[copy.first + offset] += amount }
    }
    return ResourceProfile(
      label: "copy time, %", capacity: 100,
      tasks: zip(used, program.instructions).enumerated().map { time, pair in
        let share = pair.1.supply == 0 ? 0 : Int(100 * Double(pair.0) / Double(pair.1.supply))
        return (start: time, end: time + 1, demand: share)
      })
  }
}
