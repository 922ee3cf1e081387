import FlowTime
import Pictures
import Solving

/// Schedules as Gantt charts: of one play a row a job, of several a row a play.
struct FlowTimePicture {
  private let instance: FlowInstance

  /// Stretches of a row above which short ones are drawn together.
  private static let fineLimit = 2000

  init(_ instance: FlowInstance) { self.instance = instance }

  func svg(of plays: [FlowTimeRun.Play]) -> String {
    plays.count == 1 ? jobs(plays[0]).svg() : policies(plays).svg()
  }

  private func jobs(_ play: FlowTimeRun.Play) -> GanttChart {
    let order = instance.arrivalOrder
    var rows = Array(repeating: 0, count: order.count)
    for (row, job) in order.enumerated() { rows[job] = row }
    let bars = play.segments.map { bar($0, row: rows[$0.job], label: "") }
    var chart = GanttChart(
      title: "\(instance.name), \(play.contender.name)", rows: order.map { "job \(instance.title(of: $0))" }, bars: bars
    )
    chart.subtitle = words(play)
    chart.marks = order.map { job in
      let release = instance.jobs[job].release
      var mark = GanttChart.Mark(row: rows[job], time: release, tooltip: "arrives at \(release)")
      mark.shape = .opening
      return mark
    }
    chart.bracketMeaning = "arrival"
    chart.spans = order.map { job in
      GanttChart.Span(
        row: rows[job], start: instance.jobs[job].release, end: play.outcome.completions[job], label: "")
    }
    chart.spanMeaning = "from arrival to completion"
    return chart
  }

  private func policies(_ plays: [FlowTimeRun.Play]) -> GanttChart {
    let bars = plays.enumerated().flatMap { row, play in
      fineEnough(play.segments).map { segment, isOne in
        isOne
          ? bar(segment, row: row, label: instance.title(of: segment.job))
          : GanttChart.Bar(
            row: row, start: segment.start, end: segment.end, colour: instance.jobs.count, label: "in turns",
            tooltip: "several jobs in turns, \(segment.start) to \(segment.end)")
      }
    }
    var chart = GanttChart(title: instance.name, rows: plays.map(\.contender.name), bars: bars)
    chart.subtitle = plays.map { "\($0.contender.name) \($0.outcome.flow)" }.joined(separator: ", ")
    return chart
  }

  private func bar(_ segment: FlowSegment, row: Int, label: String) -> GanttChart.Bar {
    GanttChart.Bar(
      row: row, start: segment.start, end: segment.end, colour: segment.job, label: label,
      tooltip: "\(instance.title(of: segment.job)): \(segment.start) to \(segment.end)")
  }

  /// Stretches too short to be seen are joined with their neighbours; the second value tells whether it is one job's.
  private func fineEnough(_ segments: [FlowSegment]) -> [(FlowSegment, Bool)] {
    guard segments.count > Self.fineLimit, let end = segments.last?.end else { return segments.map { ($0, true) } }
    let least = max(1, end / Self.fineLimit)
    var joined: [(FlowSegment, Bool)] = []
    for segment in segments {
      let isShort = segment.end - segment.start <= least
      if isShort, let (last, isOne) = joined.last, !isOne, last.end == segment.start {
        joined[joined.count - 1] = (FlowSegment(job: last.job, start: last.start, end: segment.end), false)
      } else {
        joined.append((segment, !isShort))
      }
    }
    return joined
  }

  private func words(_ play: FlowTimeRun.Play) -> String {
    "total flow time \(play.outcome.flow), longest \(play.outcome.longestFlow), "
      + "\(play.outcome.preemptions) preemptions"
  }
}
