extension BenchmarkRun {
  /// One iteration of a measured closure, divided into named steps.
  ///
  /// ```swift
  /// run.measure { iteration in
  ///   let rows = iteration.step("read", rowsRead: 60) { load() }
  ///   iteration.step("score") {
  ///     let written = score(rows)
  ///     iteration.rows(written: written)
  ///   }
  /// }
  /// ```
  public struct Iteration {
    @usableFromInline let recorder: StepRecorder

    @usableFromInline
    init(recorder: StepRecorder) {
      self.recorder = recorder
    }

    /// Times a part of the iteration under a name of its own.
    ///
    /// A step costs the iteration some 80 ns, of which its own time shows nothing: right for steps of
    /// microseconds and more. A step inside a step counts in both.
    ///
    /// - Parameters:
    ///   - name: The step's name; a literal costs nothing.
    ///   - rowsRead: The rows it reads, when known beforehand.
    ///   - rowsWritten: The rows it writes, when known beforehand.
    ///   - body: The work.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    @inlinable
    public func step<Result: ~Copyable>(
      _ name: String, rowsRead: Int? = nil, rowsWritten: Int? = nil, _ body: () throws -> Result
    ) rethrows -> Result {
      let mark = recorder.begin(name, nil)
      defer { recorder.end(mark, rowsRead: rowsRead, rowsWritten: rowsWritten) }
      return try body()
    }

    /// Times an asynchronous part of the iteration under a name of its own.
    ///
    /// Steps follow one another: two at the same time would mix their rows.
    ///
    /// - Parameters:
    ///   - name: The step's name; a literal costs nothing.
    ///   - rowsRead: The rows it reads, when known beforehand.
    ///   - rowsWritten: The rows it writes, when known beforehand.
    ///   - isolation: The caller's actor, on which the step stays.
    ///   - body: The work.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    @inlinable
    public func step<Result>(
      _ name: String, rowsRead: Int? = nil, rowsWritten: Int? = nil,
      isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async rethrows -> Result {
      let mark = recorder.begin(name, nil)
      defer { recorder.end(mark, rowsRead: rowsRead, rowsWritten: rowsWritten) }
      return try await body()
    }

    /// Times a part of the iteration under a name of its own, and says what it does.
    ///
    /// ```swift
    /// iteration.step("load", .write, rowsWritten: rows.count) { store(rows) }
    /// ```
    ///
    /// Without a kind the step's name decides. A step has one kind: a second one is a
    /// mistake, and the benchmark fails.
    ///
    /// - Parameters:
    ///   - name: The step's name; a literal costs nothing.
    ///   - kind: The kind of work that it does.
    ///   - rowsRead: The rows it reads, when known beforehand.
    ///   - rowsWritten: The rows it writes, when known beforehand.
    ///   - body: The work.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    @inlinable
    public func step<Result: ~Copyable>(
      _ name: String, _ kind: StepKind, rowsRead: Int? = nil, rowsWritten: Int? = nil,
      _ body: () throws -> Result
    ) rethrows -> Result {
      let mark = recorder.begin(name, kind)
      defer { recorder.end(mark, rowsRead: rowsRead, rowsWritten: rowsWritten) }
      return try body()
    }

    /// Times an asynchronous part of the iteration under a name of its own, and says what it does.
    ///
    /// Steps follow one another: two at the same time would mix their rows.
    ///
    /// - Parameters:
    ///   - name: The step's name; a literal costs nothing.
    ///   - kind: The kind of work that it does.
    ///   - rowsRead: The rows it reads, when known beforehand.
    ///   - rowsWritten: The rows it writes, when known beforehand.
    ///   - isolation: The caller's actor, on which the step stays.
    ///   - body: The work.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    @inlinable
    public func step<Result>(
      _ name: String, _ kind: StepKind, rowsRead: Int? = nil, rowsWritten: Int? = nil,
      isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async rethrows -> Result {
      let mark = recorder.begin(name, kind)
      defer { recorder.end(mark, rowsRead: rowsRead, rowsWritten: rowsWritten) }
      return try await body()
    }

    /// Adds rows to the step that is running, when their number shows only in the work.
    ///
    /// Outside of every step it is a mistake, and so is a number below zero: the benchmark fails.
    public func rows(read: Int = 0, written: Int = 0) {
      recorder.add(read: read, written: written)
    }
  }
}
