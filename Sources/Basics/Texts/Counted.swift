/// "1 job", "2 jobs", "0 activities": a number of things whose name is regular English.
package func counted(_ count: Int, _ noun: String) -> String {
  if count == 1 { return "1 \(noun)" }
  let isAfterVowel = noun.dropLast().last.map { "aeiou".contains($0) } ?? true
  if noun.hasSuffix("y"), !isAfterVowel { return "\(count) \(noun.dropLast())ies" }
  return "\(count) \(noun)\(["s", "x", "ch", "sh"].contains(where: noun.hasSuffix) ? "es" : "s")"
}
