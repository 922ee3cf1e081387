// The job shop ft06 (Fisher and Thompson 1963), written down by hand; its shortest makespan is 55.
import Modeling

/// Of each job, the machines that it visits and for how long, in this order.
let jobs = [
  [(2, 1), (0, 3), (1, 6), (3, 7), (5, 3), (4, 6)],
  [(1, 8), (2, 5), (4, 10), (5, 10), (0, 10), (3, 4)],
  [(2, 5), (3, 4), (5, 8), (0, 9), (1, 1), (4, 7)],
  [(1, 5), (0, 5), (2, 5), (3, 3), (4, 8), (5, 9)],
  [(2, 9), (1, 3), (4, 5), (5, 4), (0, 3), (3, 1)],
  [(1, 3), (3, 3), (5, 9), (0, 10), (4, 4), (2, 1)],
]

let model = Model("ft06")
var tasks: [[IntervalVar]] = []
var visitors: [[IntervalVar]] = Array(repeating: [], count: 6)
for (j, job) in jobs.enumerated() {
  let intervals = job.map { machine, duration in
    model.interval(duration: duration, name: "job \(j) on machine \(machine)")
  }
  for (before, after) in zip(intervals, intervals.dropFirst()) { model.precede(before, after) }
  for (interval, (machine, _)) in zip(intervals, job) { visitors[machine].append(interval) }
  tasks.append(intervals)
}
for intervals in visitors { model.noOverlap(intervals) }
model.minimize(model.maximum(of: tasks.map { $0.last!.end }))

let result = try model.solve(workers: 2, timeLimit: 60)
print(result.status, result.objective ?? 0)
for (machine, intervals) in visitors.enumerated() {
  let busy = intervals.compactMap { result[$0] }.sorted { $0.lowerBound < $1.lowerBound }
  // No two of them overlap.
  precondition(zip(busy, busy.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }, "machine \(machine)")
}
