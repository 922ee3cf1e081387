import Testing

@testable import Problems
