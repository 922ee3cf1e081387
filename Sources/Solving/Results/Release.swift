/// Which Dovetail this is, as all its programs and libraries say.
package enum Release {
  package static let version = "0.1.0"
}
