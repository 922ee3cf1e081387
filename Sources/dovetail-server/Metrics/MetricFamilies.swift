import Telemetry

extension Metrics.Family {
  static let requests = Self(
    name: "dovetail_requests_total", kind: .counter, help: "Requests answered, by route and status code.")
  static let requestSeconds = Self(
    name: "dovetail_request_seconds", kind: .histogram, help: "Seconds from a request's head to its answer.",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
  static let failures = Self(
    name: "dovetail_failures_total", kind: .counter, help: "Requests that were turned down or failed, by reason.")
  static let solves = Self(
    name: "dovetail_solves_total", kind: .counter, help: "Solves that ended, by problem and status.")
  static let solveSeconds = Self(
    name: "dovetail_solve_seconds", kind: .histogram, help: "Seconds of a solve, by problem.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
  static let gap = Self(
    name: "dovetail_gap", kind: .histogram,
    help: "The gap between objective and bound at the end of a solve, by problem; solves without both are left out.",
    buckets: [0, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1])
  static let plans = Self(
    name: "dovetail_plans_total", kind: .counter, help: "Plans made for a cluster, by status.")
  static let planAge = Self(
    name: "dovetail_plan_age_seconds", kind: .gauge, help: "Seconds since the plan was made that steers the extender.")
  static let internalErrors = Self(
    name: "dovetail_internal_errors_total", kind: .counter,
    help: "Solutions that the checker turned down and bounds that proved wrong; each is a bug.")
  static let running = Self(
    name: "dovetail_desk_running", kind: .gauge, help: "Plans, solves and calls under way, by desk.")
  static let waiting = Self(
    name: "dovetail_desk_waiting", kind: .gauge, help: "Plans, solves and calls that wait, by desk.")
  static let bodyBytes = Self(
    name: "dovetail_body_bytes", kind: .gauge, help: "Bytes of request bodies that are held.")
  static let residentMemory = Self(
    name: "process_resident_memory_bytes", kind: .gauge, help: "Resident memory of the process.")
  static let workerMemory = Self(
    name: "dovetail_workers_resident_memory_bytes", kind: .gauge,
    help: "Resident memory of the processes that do plans and solves.")
  static let workerDeaths = Self(
    name: "dovetail_worker_deaths_total", kind: .counter,
    help: "Plans and solves whose process ended without an answer: died, killed, or ended for its memory.")
  static let startTime = Self(
    name: "process_start_time_seconds", kind: .gauge, help: "When the process began, in seconds since 1970.")
  static let buildInfo = Self(name: "dovetail_build_info", kind: .gauge, help: "1, with the version as a label.")
}
