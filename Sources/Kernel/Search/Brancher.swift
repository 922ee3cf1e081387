/// Chooses decisions by what it knows of the model beside the search: a relaxation's point, costs.
package protocol Brancher: AnyObject {
  /// The next thing to decide, which must be open; nil where activity shall choose. Called with everything propagated.
  func nextDecision(_ store: borrowing Store) -> Literal?
}
