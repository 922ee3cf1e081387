enum LivePage {
  static let html = "<!doctype html><title>dovetail-controller</title><p>see /v1/state"
  static let contentSecurityPolicy = "default-src 'none'"
}
