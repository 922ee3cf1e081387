/// A sum of multiples of forms that notices where it does not fit.
package struct FormSum {
  private var coefficients: [Int: Int] = [:]
  private var constant = 0
  private var fits = true

  package init() {}

  package mutating func add(_ form: LinearForm, times factor: Int) {
    constant = plus(constant, form.constant, factor)
    for term in form.terms {
      coefficients[term.variable] = plus(coefficients[term.variable, default: 0], term.coefficient, factor)
    }
  }

  private mutating func plus(_ sum: Int, _ number: Int, _ factor: Int) -> Int {
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    let (total, more) = sum.addingReportingOverflow(product)
    if overflow || more || total.magnitude > 1 << 60 { fits = false }
    return total
  }

  /// Whether the products of factors and forms can be added up one after the other, whatever the values.
  static func fits(_ factors: [Int], _ forms: [LinearForm], in data: ModelData) -> Bool {
    var total: UInt = 0
    for (factor, form) in zip(factors, forms) {
      let range = data.range(of: form)
      let largest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
      let (product, overflow) = factor.magnitude.multipliedReportingOverflow(by: largest)
      if overflow || product > 1 << 60 { return false }
      total += product
      if total > 1 << 60 { return false }
    }
    return true
  }

  /// nil where it does not fit.
  package var form: LinearForm? {
    guard fits else { return nil }
    let sorted = coefficients.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return LinearForm(
      terms: sorted.map { LinearForm.Term(variable: $0.key, coefficient: $0.value) }, constant: constant)
  }
}
