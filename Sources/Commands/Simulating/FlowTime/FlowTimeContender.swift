import Basics
import FlowTime

/// Whoever makes a schedule: a policy, or hindsight.
enum FlowTimeContender: Hashable {
  /// Shortest remaining processing time with all lengths known, which is the optimum.
  case hindsight
  case policy(PolicyKind)

  static let all: [FlowTimeContender] = [.hindsight] + PolicyKind.allCases.map { .policy($0) }

  var name: String {
    switch self {
    case .hindsight: "srpt"
    case .policy(let kind): kind.rawValue
    }
  }

  var summary: String {
    switch self {
    case .hindsight: "least work left, all lengths known: the optimum, no online policy"
    case .policy(let kind): kind.summary
    }
  }

  /// - Parameter names: none means all.
  static func named(_ names: [String]) throws(CommandFailure) -> [FlowTimeContender] {
    if names.isEmpty { return all }
    try PolicyNames.check(names, among: all.map(\.name))
    var contenders: [FlowTimeContender] = []
    for name in names {
      for contender in all where contender.name == name && !contenders.contains(contender) {
        contenders.append(contender)
      }
    }
    return contenders
  }
}
