import Testing

@testable import ReferenceWorkloads

@Suite struct PipelineTests {
  static func sentence(_ text: String) -> Sentence { Sentence(text[...]) }

  @Test func `sanitizing folds white space and drops control characters`() {
    let dirty = Array("  a\t\tb\u{1}\r\n`c`  ".utf8)
    #expect(String(decoding: Sanitizer.sanitize(dirty[...]), as: UTF8.self) == "a b 'c'")
  }

  @Test func `paragraphs are cut at empty lines, sentences at full stops`() {
    let paragraphs = Segmenter.paragraphs(of: "One. Two 3.5 is one.\nStill?\n\n\nNext")
    #expect(paragraphs.count == 2)
    #expect(
      Segmenter.sentences(of: paragraphs[0]).map {
        $0.split(separator: "\n").joined(separator: " ")
      } == ["One.", "Two 3.5 is one.", "Still?"])
  }

  @Test func `lines may end as on Windows, and a mark at a text's end ends its sentence`() {
    let paragraphs = Segmenter.paragraphs(of: "One!\r\nTwo\r\n\r\n  Río. Three?")
    #expect(paragraphs.count == 2)
    #expect(
      Segmenter.sentences(of: paragraphs[0]).map { $0.filter { !$0.isWhitespace } } == [
        "One!", "Two",
      ])
    #expect(Segmenter.sentences(of: paragraphs[1]) == ["Río.", "Three?"])
  }

  @Test func `a paragraph's metadata counts words, figures and years`() {
    let metadata = PlanMetadata("# Plan 2027 with 12 schools")
    #expect(metadata.isHeading && metadata.words == 6)
    #expect(metadata.years == [2027] && metadata.figures == 2)
    #expect(PlanMetadata("12027 and 2-0-2-7\tx").years == [2027])
  }

  @Test func `a sentence is most like itself, and length does not matter`() {
    let one = Embedding(Self.sentence("schools are built in the north"))
    let same = Embedding(
      Self.sentence("schools are built in the north schools are built in the north"))
    let other = Embedding(Self.sentence("xylophones quack jazz"))
    #expect(abs(one.similarity(to: one) - 1) < 1e-5)
    #expect(abs(one.similarity(to: same) - 1) < 1e-5)
    #expect(one.similarity(to: other) < 0.5)
    let batch = ["red house", "blue sky above", "red houses"].map { Self.sentence($0) }
    #expect(Embedding.nearest(in: batch[...])[0] == 2)
  }

  @Test func `who is responsible is found by name`() {
    let found = ResponsibilityDetector.detect(
      in: Self.sentence("The Ministry of Education is responsible, not the council."))
    #expect(found.map(\.entity) == ["ministry of education", "council"])
    #expect(found[0].isExplicit)
  }

  @Test func `a contradiction is an overlap with one denial`() {
    let statements = [
      "the plan increases coverage in the north", "something else entirely here",
      "the plan does not increases coverage in the north",
    ].map { ContradictionDetector.Statement(Self.sentence($0)) }
    #expect(ContradictionDetector.contradictions(of: 2, in: statements) == [0])
    #expect(ContradictionDetector.contradictions(of: 1, in: statements).isEmpty)
    #expect(ContradictionDetector.overlap([1, 2, 3], [2, 3, 4]) == 0.5)
  }

  @Test func `amounts have their scale and currency`() {
    let found = MonetaryDetector.detect(
      in: Self.sentence("It costs 4,500,000 USD, of which 1.2 million EUR are there and 7 apples."))
    #expect(
      found == [.init(value: 4_500_000, currency: "usd"), .init(value: 1_200_000, currency: "eur")])
  }

  @Test func `cause and effect are on the right sides`() {
    let forward = CausalDetector.detect(in: Self.sentence("rain leads floods"))
    let backward = CausalDetector.detect(in: Self.sentence("floods because rain"))
    #expect(forward == backward && forward.count == 1)
    #expect(CausalDetector.detect(in: Self.sentence("because")).isEmpty)
  }

  @Test func `a plan that names everything scores one`() {
    let full = ["The ministry pays 5 million USD in 2027", "the goal is clear because it rains"]
      .map { Self.sentence($0) }
    #expect(FeasibilityScore(full[...]).value == 1)
    #expect(FeasibilityScore([Self.sentence("nothing here")][...]).value == 0)
  }

  @Test func `the longest path is found, and cycles are`() {
    #expect(TheoryOfChange(edges: [[1, 2], [2], [3], []]).longestPath() == 4)
    #expect(TheoryOfChange(edges: [[], []]).longestPath() == 1)
    #expect(DagValidation.isAcyclic([[1], [2], []]))
    #expect(!DagValidation.isAcyclic([[1], [2], [0]]))
    #expect(!DagValidation.isAcyclic([[0]]))
    let graph = TheoryOfChange.layered(nodes: 160, seed: 3)
    #expect(DagValidation.isAcyclic(graph.edges))
    #expect(graph.longestPath() > 10)
  }

  @Test func `a message that breaks its contract is not routed`() {
    let routing = ContractRouting(nodes: 11)
    let good = ContractRouting.message(3)
    #expect(routing.route(good) != nil)
    #expect(routing.route(.init(kind: good.kind, size: good.size, checksum: 0)) == nil)
    #expect(routing.route(ContractRouting.message(6)) == nil)
  }

  @Test func `sums do not depend on order, and rows rise`() {
    #expect(TransportChecks.isInvariant(TransportChecks.masses(count: 100)[...], seed: 1))
    #expect(TransportChecks.matrix(size: 8).allSatisfy { TransportChecks.isMonotonous($0) })
    #expect(!TransportChecks.isMonotonous([1, 3, 2]))
  }

  @Test func `every document has the same size, and characters are whole`() {
    for text in ["é", "日本語", "plain ascii text"] {
      let document = Document(Array(String(repeating: text, count: 300).utf8))
      #expect(document.bytes.count > Document.size - 5 && document.bytes.count <= Document.size)
      #expect(String(validating: document.bytes, as: UTF8.self) != nil)
    }
  }
}
