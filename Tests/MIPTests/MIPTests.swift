import Testing
@testable import MIP
