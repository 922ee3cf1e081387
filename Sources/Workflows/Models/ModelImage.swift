import Modeling
import Solving

extension Workflow {
  /// The way between solutions and values of the constraint model.
  struct ModelImage: Sendable {
    let data: ModelData
    let instance: Instance
    let groups: ElementGroups
    /// By task, its interval.
    let mains: [Int]
    /// By task, for each of its groups, the interval and the variable of the choice.
    let options: [[(interval: Int, choice: Int)]]
    let makespan: Int?
    /// By job, where latencies count.
    let ends: [Int]

    var translation: ModelTranslation<Solution> {
      ModelTranslation(decode: { decode($0) }, encode: { encode($0) })
    }

    /// Tasks of a group get its elements by their starts; one that has been free longest among those that are free.
    func decode(_ values: [Int]) -> Solution {
      let starts = mains.map { data.intervals[$0].start.value(values) }
      let chosen = options.enumerated().map { task, list in
        groups.ofTask[task][list.firstIndex { values[$0.choice] == 1 } ?? 0]
      }
      var free = [Int](repeating: 0, count: instance.platform.elementCount)
      var elements = [Int](repeating: 0, count: starts.count)
      for task in starts.indices.sorted(by: { (starts[$0], $0) < (starts[$1], $1) }) {
        let candidates = groups.groups[chosen[task]].elements
        let element = candidates.min { (free[$0], $0) < (free[$1], $1) } ?? candidates.lowerBound
        elements[task] = element
        let duration = groups.duration(of: task, in: chosen[task])
        if duration > 0 { free[element] = starts[task] + duration }
      }
      return Solution(elements: elements, starts: starts, of: instance)
    }

    func encode(_ solution: Solution) -> [Int]? {
      guard solution.starts.count == mains.count else { return nil }
      var values = data.lower
      let groupOf = groups.groupOfElement
      func set(_ form: LinearForm, _ value: Int) -> Bool {
        guard let term = form.terms.first else { return true }
        let found = (value - form.constant) / term.coefficient
        values[term.variable] = found
        return (data.lower[term.variable]...data.upper[term.variable]).contains(found)
      }
      var jobEnds = instance.jobs.map(\.release)
      for (task, main) in mains.enumerated() {
        let (start, group) = (solution.starts[task], groupOf[solution.elements[task]])
        let duration = groups.duration(of: task, in: group)
        let job = instance.tasks[task].job
        jobEnds[job] = max(jobEnds[job], start + duration)
        let interval = data.intervals[main]
        guard set(interval.start, start), set(interval.duration, duration), set(interval.end, start + duration) else {
          return nil
        }
        for (place, option) in options[task].enumerated() {
          let isChosen = groups.ofTask[task][place] == group
          values[option.choice] = isChosen ? 1 : 0
          let fits = set(data.intervals[option.interval].start, start)
          if isChosen, !fits { return nil }
          let variable = data.intervals[option.interval].start.terms.first?.variable ?? 0
          values[variable] = min(max(values[variable], data.lower[variable]), data.upper[variable])
        }
      }
      if let makespan {
        let end = jobEnds.max() ?? 0
        guard end <= data.upper[makespan] else { return nil }
        values[makespan] = max(end, data.lower[makespan])
      }
      for (job, end) in ends.enumerated() {
        guard jobEnds[job] <= data.upper[end] else { return nil }
        values[end] = jobEnds[job]
      }
      return values
    }
  }
}
