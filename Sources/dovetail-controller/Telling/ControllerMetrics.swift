import Telemetry

extension Metrics.Family {
  static let podsPending = Self(
    name: "dovetail_controller_pods_pending", kind: .gauge, help: "Pods for which the scheduler has found no node.")
  static let plans = Self(
    name: "dovetail_controller_plans_total", kind: .counter, help: "Plans made, by status.")
  static let planFailures = Self(
    name: "dovetail_controller_plan_failures_total", kind: .counter,
    help: "Plans that could not be made, since the cluster could not be read.")
  static let planSeconds = Self(
    name: "dovetail_controller_plan_seconds", kind: .histogram, help: "Seconds of a plan.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60])
  static let planEvictions = Self(
    name: "dovetail_controller_plan_evictions", kind: .gauge,
    help: "Evictions of the last plan.")
  static let planPlacements = Self(
    name: "dovetail_controller_plan_placements", kind: .gauge, help: "Pending pods that the last plan has nodes for.")
  static let events = Self(
    name: "dovetail_controller_events_total", kind: .counter, help: "Events posted or counted up, by reason.")
  static let eventFailures = Self(
    name: "dovetail_controller_event_failures_total", kind: .counter, help: "Events that could not be posted.")
  static let lists = Self(
    name: "dovetail_controller_lists_total", kind: .counter, help: "Complete lists from the API server, by kind.")
  static let watches = Self(
    name: "dovetail_controller_watches_total", kind: .counter, help: "Watches begun at the API server, by kind.")
  static let versionsGone = Self(
    name: "dovetail_controller_versions_gone_total", kind: .counter,
    help: "Watches whose version the API server no longer kept, so that all was listed again, by kind.")
  static let apiFailures = Self(
    name: "dovetail_controller_api_failures_total", kind: .counter,
    help: "Lists and watches that failed or were cut, by kind.")
  static let snapshotAge = Self(
    name: "dovetail_controller_snapshot_age_seconds", kind: .gauge,
    help: "Seconds since the API server was heard of for the kind that is oldest; -1 until all are listed.")
  static let internalErrors = Self(
    name: "dovetail_controller_internal_errors_total", kind: .counter,
    help: "Solutions that the checker turned down and bounds that proved wrong; each is a bug.")

  static let leader = Self(
    name: "dovetail_controller_leader", kind: .gauge, help: "1 while this replica holds the lease.")
  static let mode = Self(name: "dovetail_controller_mode", kind: .gauge, help: "1, with the mode as a label.")
  static let paused = Self(
    name: "dovetail_controller_paused", kind: .gauge, help: "1 while the lease says that evictions are paused.")
  static let executions = Self(
    name: "dovetail_controller_executions_total", kind: .counter,
    help: "Plans that were begun to be carried out and have ended, by outcome: done, abandoned, stopped.")
  static let executionEvictions = Self(
    name: "dovetail_controller_plan_evictions_total", kind: .counter,
    help: "Evictions of all plans that were begun to be carried out.")
  static let executionSteps = Self(
    name: "dovetail_controller_execution_steps", kind: .gauge,
    help: "Steps that are left of the plan that is being carried out.")
  static let evictions = Self(
    name: "dovetail_controller_evictions_total", kind: .counter,
    help: "Evictions asked for, by result: evicted, refused, changed, failed.")
}
