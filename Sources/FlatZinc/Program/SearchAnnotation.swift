/// What a solve item asks of the search: one call of `int_search` or `bool_search`.
package struct SearchAnnotation: Sendable {
  package var variables: [Operand]
  package var selection: String
  package var choice: String
}
