import Basics
import Testing

/// The best objective that a search hands in until it has looked so often; all that it hands in is checked.
///
/// - Parameter evaluate: the objective of a candidate from the definition; nil where it breaks a rule.
func bestFound<Candidate>(
  looks: Int, evaluate: @escaping (Candidate) -> Int?, _ search: (SearchBoard<Candidate>) -> Void
) -> Int {
  var left = looks
  var best = Int.max
  search(
    SearchBoard(
      shouldStop: {
        left -= 1
        return left <= 0
      },
      offer: { candidate, objective in
        #expect(evaluate(candidate) == objective)
        best = min(best, objective)
      }))
  return best
}
