/// Decides which job enters which machine, from what is known at the moment.
package protocol InterruptionPolicy {
  /// What results call it.
  var name: String { get }

  /// Called at each moment at which something has ended or begun, before anything moves.
  ///
  /// - Parameter isNews: whether a downtime has begun, or nothing has happened yet at all.
  mutating func look(at view: ShopView, isNews: Bool)

  /// Of the jobs that wait for a machine that is free and up, the one that enters it; nil for none of them now.
  mutating func choose(among jobs: [Int], for machine: Int, _ view: ShopView) -> Int?

  /// Whether a job may enter its next machine as part of a ring of jobs that exchange their machines.
  mutating func admits(_ job: Int, to machine: Int, _ view: ShopView) -> Bool

  /// How often a plan was made anew, and the longest time that it took in milliseconds.
  var replanning: (count: Int, slowest: Double)? { get }
}

extension InterruptionPolicy {
  package mutating func look(at view: ShopView, isNews: Bool) {}
  package mutating func admits(_ job: Int, to machine: Int, _ view: ShopView) -> Bool { true }
  package var replanning: (count: Int, slowest: Double)? { nil }
}
