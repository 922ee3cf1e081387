import Modeling
import Pictures

extension UserModel {
  /// The intervals that take place as bars over time: a row for each resource without overlap, the others in as few rows
  /// as they need, and the profile of each resource with a capacity below.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    guard let values = try? instance.values(of: solution) else {
      return GanttChart(title: instance.name, rows: [], bars: []).svg()
    }
    var drawing = Drawing(instance, values)
    drawing.addMachines()
    drawing.addOthers()
    return drawing.chart().svg()
  }

  private struct Drawing {
    private let instance: Instance
    private let data: ModelData
    private let values: [Int]
    private var rows: [String] = []
    private var bars: [GanttChart.Bar] = []
    /// By interval, whether it has a bar.
    private var isDrawn: [Bool]

    private static let mostRows = 400

    init(_ instance: Instance, _ values: [Int]) {
      self.instance = instance
      self.values = values
      data = instance.data
      isDrawn = [Bool](repeating: false, count: data.intervals.count)
    }

    mutating func addMachines() {
      for case let machine as NoOverlapConstraint in data.constraints where rows.count < Self.mostRows {
        let busy = machine.members.filter { data.isPresent($0, values) && !isDrawn[$0] }
        if busy.isEmpty { continue }
        rows.append("resource \(rows.count)")
        for interval in busy { add(interval, row: rows.count - 1) }
      }
    }

    /// What is on no machine, each in the first row that is free.
    mutating func addOthers() {
      let first = rows.count
      var ends: [Int] = []
      let open = data.intervals.indices.filter { !isDrawn[$0] && data.isPresent($0, values) }
        .sorted { (start(of: $0), $0) < (start(of: $1), $1) }
      for interval in open {
        let free = ends.firstIndex { $0 <= start(of: interval) } ?? ends.count
        if free == ends.count {
          if rows.count == Self.mostRows { return }
          ends.append(0)
          rows.append("")
        }
        ends[free] = max(start(of: interval) + 1, data.intervals[interval].end.value(values))
        add(interval, row: first + free)
      }
    }

    private func start(of interval: Int) -> Int { data.intervals[interval].start.value(values) }

    private mutating func add(_ interval: Int, row: Int) {
      let name = instance.intervalKeys[interval]
      let (start, end) = (start(of: interval), data.intervals[interval].end.value(values))
      isDrawn[interval] = true
      bars.append(
        GanttChart.Bar(
          row: row, start: start, end: end, colour: interval, label: name, tooltip: "\(name): \(start) to \(end)"))
    }

    func chart() -> GanttChart {
      var chart = GanttChart(title: instance.name, rows: rows, bars: bars)
      for case let resource as CumulativeConstraint in data.constraints {
        let users = data.occupied(resource.members, values)
        chart.profiles.append(
          ResourceProfile(
            label: "capacity \(chart.profiles.count)", capacity: resource.capacity.value(values),
            tasks: users.map { ($0.start, $0.end, resource.demands[$0.position].value(values)) }))
      }
      if bars.isEmpty { chart.subtitle = "no interval takes place" }
      return chart
    }
  }
}
