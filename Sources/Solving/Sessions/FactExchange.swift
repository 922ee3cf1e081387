import Kernel
import Synchronization

/// Where sessions that solve one model on several threads leave what the others may take over: bounds of level 0 and
/// learned clauses.
///
/// Facts hold for the solutions that their finder still looked for: those better than the best one it knew. A session
/// posts only after it has told its delegate of each solution that narrowed its search, and whoever takes asks its
/// delegate for the best cost after taking. So by then it, too, looks only for solutions that are better than all those
/// the finder knew, and for these the facts are true, whatever the bounds that each model was built with. What a
/// delegate hears it must pass on to the delegates of the other sessions before `found` returns.
///
/// Variables of a solver's own, made by `LoweredModel.order(_:before:)` after its shape was sealed, stay at home.
package final class FactExchange: Sendable {
  private struct Inbox {
    var batches: [SharedFacts] = []
    var clauseCount = 0
  }

  private let inboxes: Mutex<[Inbox]>
  /// Batches that wait for one member; further ones are not kept for it, which loses strength only.
  private static let capacity = 4096
  /// Clauses that wait for one member; of further ones the short are kept only. A member that is busy elsewhere would
  /// find most of the others outdated.
  private static let clauseCapacity = 8192

  /// The place of one session in an exchange.
  package struct Member: Sendable {
    fileprivate let exchange: FactExchange
    fileprivate let number: Int

    /// What a member should offer: the fewer members there are, the more.
    package var sharing: SharedFacts.Limits { exchange.memberCount <= 3 ? .wide : .short }

    /// Leaves facts for all other members.
    package func post(_ facts: SharedFacts) { exchange.post(facts, from: number) }

    /// What the others have left since the last call.
    package func take() -> [SharedFacts] { exchange.take(for: number) }
  }

  private let memberCount: Int

  /// - Parameter members: sessions, numbered from 0.
  package init(members: Int) {
    memberCount = members
    inboxes = Mutex(Array(repeating: Inbox(), count: members))
  }

  package func member(_ number: Int) -> Member { Member(exchange: self, number: number) }

  private func post(_ facts: SharedFacts, from member: Int) {
    if facts.isEmpty { return }
    inboxes.withLock { inboxes in
      for other in inboxes.indices where other != member && inboxes[other].batches.count < Self.capacity {
        let kept = inboxes[other].clauseCount < Self.clauseCapacity ? facts : facts.limited(to: .short)
        inboxes[other].batches.append(kept)
        inboxes[other].clauseCount += kept.clauses.count
      }
    }
  }

  private func take(for member: Int) -> [SharedFacts] {
    inboxes.withLock { inboxes in
      let waiting = inboxes[member].batches
      inboxes[member] = Inbox()
      return waiting
    }
  }
}
