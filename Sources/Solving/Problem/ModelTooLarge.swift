/// Why an instance has no model of some kind: what the model is for, and what it would have taken.
package struct ModelTooLarge: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  package init(_ description: String) { self.description = description }
}
