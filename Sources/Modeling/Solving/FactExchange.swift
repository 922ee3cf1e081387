import Kernel
import Synchronization

/// Where sessions that solve one model on several threads leave what the others may take over: bounds of level 0 and
/// short learned clauses.
///
/// Facts hold for the solutions that their finder still looked for: those better than the best one it knew. A session
/// posts only after it has told its delegate of each solution that narrowed its search, and whoever takes asks its
/// delegate for the best cost after taking. So by then it, too, looks only for solutions that are better than all those
/// the finder knew, and for these the facts are true, whatever the bounds that each model was built with. What a
/// delegate hears it must pass on to the delegates of the other sessions before `found` returns.
///
/// Variables of a solver's own, made by `LoweredModel.order(_:before:)` after its shape was sealed, stay at home.
package final class FactExchange: Sendable {
  private let inboxes: Mutex<[[SharedFacts]]>
  /// Batches that wait for one member; further ones are not kept for it, which loses strength only.
  private static let capacity = 4096

  /// The place of one session in an exchange.
  package struct Member: Sendable {
    fileprivate let exchange: FactExchange
    fileprivate let number: Int

    /// Leaves facts for all other members.
    package func post(_ facts: SharedFacts) { exchange.post(facts, from: number) }

    /// What the others have left since the last call.
    package func take() -> [SharedFacts] { exchange.take(for: number) }
  }

  /// - Parameter members: sessions, numbered from 0.
  package init(members: Int) { inboxes = Mutex(Array(repeating: [], count: members)) }

  package func member(_ number: Int) -> Member { Member(exchange: self, number: number) }

  private func post(_ facts: SharedFacts, from member: Int) {
    if facts.isEmpty { return }
    inboxes.withLock { inboxes in
      for other in inboxes.indices where other != member && inboxes[other].count < Self.capacity {
        inboxes[other].append(facts)
      }
    }
  }

  private func take(for member: Int) -> [SharedFacts] {
    inboxes.withLock { inboxes in
      let waiting = inboxes[member]
      inboxes[member] = []
      return waiting
    }
  }
}
