extension ResourceProject.Instance {
  /// The instance as PSPLIB `.sm`.
  public var psplibText: String {
    let rule = String(repeating: "*", count: 72)
    var lines = [
      rule, "file with basedata            : \(name)", rule,
      "projects                      :  1",
      "jobs (incl. supersource/sink ):  \(activityCount)",
      "horizon                       :  \(totalDuration)",
      "RESOURCES",
      "  - renewable                 :  \(resourceCount)   R",
      "  - nonrenewable              :  0   N",
      "  - doubly constrained        :  0   D",
      rule, "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors",
    ]
    for (activity, list) in successors.enumerated() {
      lines.append(Self.columns([activity + 1, 1, list.count] + list.map { $0 + 1 }, width: 6))
    }
    lines += [
      rule, "REQUESTS/DURATIONS:",
      "jobnr. mode duration " + capacities.indices.map { " R \($0 + 1)" }.joined(separator: " "),
      String(repeating: "-", count: 72),
    ]
    for activity in durations.indices {
      lines.append(Self.columns([activity + 1, 1, durations[activity]] + demands[activity], width: 6))
    }
    lines += [
      rule, "RESOURCEAVAILABILITIES:",
      capacities.indices.map { " R \($0 + 1)" }.joined(separator: " "), Self.columns(capacities, width: 5), rule,
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The instance as Patterson `.rcp`.
  public var pattersonText: String {
    var lines = [Self.columns([activityCount, resourceCount], width: 5), Self.columns(capacities, width: 5)]
    for activity in durations.indices {
      let list = successors[activity]
      lines.append(
        Self.columns([durations[activity]] + demands[activity] + [list.count] + list.map { $0 + 1 }, width: 5))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func columns(_ numbers: [Int], width: Int) -> String {
    numbers.map { number in
      let digits = String(number)
      return String(repeating: " ", count: max(0, width - 1 - digits.count)) + digits
    }.joined(separator: " ")
  }
}
