import Statements

/// A literal of the model, or what is known of it.
enum Truth: Sendable {
  case always, never
  case literal(BoolVar)

  var opposite: Truth {
    switch self {
    case .always: .never
    case .never: .always
    case .literal(let b): .literal(!b)
    }
  }
}
