/// The words of CPLEX-LP files that no column may be called.
enum LPKeyword: Equatable {
  case sense(Sense)
  case rows, bounds, integers, binaries, end
  /// What goes beyond linear models, by its name.
  case other(String)

  enum Sense {
    case minimise, maximise
  }

  static let senses: [String: Sense] = {
    var senses: [String: Sense] = [:]
    for word in ["min", "minimum", "minimize", "minimise"] { senses[word] = .minimise }
    for word in ["max", "maximum", "maximize", "maximise"] { senses[word] = .maximise }
    return senses
  }()

  /// The keyword that begins with `word`, in lower case, and the number of words that it has; `next` comes after it.
  static func keyword(_ word: String, next: String) -> (keyword: LPKeyword, words: Int)? {
    if let sense = senses[word] { return (.sense(sense), 1) }
    switch word {
    case "subject" where next == "to", "such" where next == "that": return (.rows, 2)
    case "st", "s.t.", "st.": return (.rows, 1)
    case "bounds", "bound": return (.bounds, 1)
    case "general" where next.hasPrefix("constraint"): return (.other("general constraints"), 2)
    case "general", "generals", "gen", "integer", "integers", "int": return (.integers, 1)
    case "binary", "binaries", "bin": return (.binaries, 1)
    case "end": return (.end, 1)
    case "semi", "semis", "sec": return (.other("semi-continuous columns"), 1)
    case "sos", "sos1", "sos2": return (.other("special ordered sets"), 1)
    case "lazy" where next == "constraints": return (.other("lazy constraints"), 2)
    case "user" where next == "cuts": return (.other("user cuts"), 2)
    case "pwlobj": return (.other("piecewise linear objectives"), 1)
    default: return nil
    }
  }
}
