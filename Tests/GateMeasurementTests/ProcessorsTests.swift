#if os(Linux)
  import Testing

  @testable import GateMeasurement

  @Suite struct ProcessorsTests {
    @Test func `what is allowed can be bound to, and what there is not cannot`() {
      #expect(Processors.bindable() == Processors.allowed())
      #expect(!Processors.bindable().isEmpty)
      #expect(!Processors.bind(to: [1_000]))
      #expect(!Processors.bind(to: []))
    }
  }
#endif
