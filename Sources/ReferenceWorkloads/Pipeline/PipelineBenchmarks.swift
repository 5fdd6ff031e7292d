import Speedgate

/// The nodes of a document-analysis pipeline, each with a latency budget on its 95th percentile.
///
/// Each sample is one iteration, so that percentiles are those of single calls. The sizes of pieces are
/// near their instructions; `check-5-instructions.sh` holds a share of the work to its instructions.
enum PipelineBenchmarks {
  @BenchmarkBuilder static var all: Benchmarks {
    for node in nodes { node.benchmark }
  }

  static let nodes: [PipelineNode] = text + detectors + graphs + checks

  private static var text: [PipelineNode] {
    [
      PipelineNode("sanitization") {
        Slices(
          Document.current.bytes.pieces(of: 1024), size: \.count, beginning: { $0.prefix($1) },
          work: { Sanitizer.sanitize($0).count })
      },
      PipelineNode("plan_processing") {
        Slices(
          Segmenter.paragraphs(of: Document.current.text), size: \.utf8.count,
          beginning: { Substring($0.utf8.prefix($1)) }, work: { PlanMetadata($0).words })
      },
      PipelineNode("document_segmentation") {
        Slices(
          Document.current.bytes.pieces(of: 1024).map { String(decoding: $0, as: UTF8.self) },
          size: \.utf8.count, beginning: { String(Substring($0.utf8.prefix($1))) },
          work: { piece in
            Segmenter.paragraphs(of: piece).reduce(0) {
              $0 + Segmenter.sentences(of: $1).count
            }
          })
      },
      PipelineNode("embedding", mayFail: true) {
        Slices(
          sentences.pieces(of: Embedding.batchSize), size: Embedding.size,
          beginning: { batch, limit in
            batch.indices.reversed().lazy.map { batch[...$0] }
              .first { Embedding.size(of: $0) <= limit }
          }, work: { Embedding.nearest(in: $0).count })
      },
    ]
  }

  private static var detectors: [PipelineNode] {
    [
      PipelineNode("responsibility_detection", mayFail: true) {
        sentenceSlices { ResponsibilityDetector.detect(in: $0).count }
      },
      PipelineNode("contradiction_detection", mayFail: true) {
        let statements = sentences.map { ContradictionDetector.Statement($0) }
        return Slices(
          Array(statements.indices), size: { ContradictionDetector.size(of: $0, in: statements) },
          work: { ContradictionDetector.contradictions(of: $0, in: blackBox(statements)).count })
      },
      PipelineNode("monetary_detection") {
        sentenceSlices { MonetaryDetector.detect(in: $0).count }
      },
      PipelineNode("feasibility_scoring") {
        Slices(
          sentences.pieces(of: 5), size: FeasibilityScore.size,
          beginning: FeasibilityScore.beginning, work: { FeasibilityScore($0).value })
      },
      PipelineNode("causal_detection", mayFail: true) {
        sentenceSlices { CausalDetector.detect(in: $0).count }
      },
    ]
  }

  private static var graphs: [PipelineNode] {
    [
      PipelineNode("teoria_cambio", mayFail: true) {
        let graph = TheoryOfChange.layered(nodes: 160, seed: 3)
        return Slices(
          Array(graph.edges.indices), size: { 20 + graph.edges.count - $0 },
          work: { blackBox(graph).longestPath(from: $0) })
      },
      PipelineNode("dag_validation", mayFail: true) {
        Slices(
          Array(0..<200),
          work: { DagValidation.sampleIsAcyclic(nodes: 24, seed: UInt64($0)) })
      },
    ]
  }

  private static var checks: [PipelineNode] {
    [
      PipelineNode("contract_validation_routing") {
        let routing = ContractRouting(nodes: 11)
        return Slices(
          (0..<1200).map { ContractRouting.message($0) }, size: { $0.size + 20 },
          work: { routing.route($0) ?? -1 })
      },
      PipelineNode("permutation_invariance") {
        let masses = TransportChecks.masses(count: 256)
        return Slices(
          (0..<20).map { (masses[...], $0) }, size: { $0.0.count },
          beginning: { ($0.0.prefix($1), $0.1) },
          work: { TransportChecks.isInvariant($0.0, seed: UInt64($0.1)) })
      },
      PipelineNode("budget_monotonicity") {
        Slices(
          TransportChecks.matrix(size: 128), size: \.count, beginning: { Array($0.prefix($1)) },
          work: { TransportChecks.isMonotonous($0) })
      },
    ]
  }

  /// The document's sentences, found once a process.
  private static let sentences: [Sentence] = Segmenter.paragraphs(of: Document.current.text)
    .flatMap { Segmenter.sentences(of: $0) }.map { Sentence($0) }

  /// Work that goes from sentence to sentence.
  private static func sentenceSlices(
    _ work: @escaping (Sentence) -> Int
  ) -> Slices<Sentence, Int> {
    Slices(
      sentences, size: \.size, beginning: { $0.beginning(ofSize: $1) },
      work: work)
  }
}

extension Array {
  /// The array in pieces of a size; the last may be shorter.
  func pieces(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
