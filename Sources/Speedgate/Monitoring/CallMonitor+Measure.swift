extension CallMonitor {
  /// Calls a function and writes how long it took, also when it throws.
  ///
  /// - Parameters:
  ///   - name: The benchmark's name under which the calls are kept.
  ///   - monitor: The monitor; without one the function is called and nothing else happens.
  ///   - body: The function.
  /// - Returns: What the function returns.
  /// - Throws: What the function throws, and nothing else.
  @inlinable
  public static func measure<Result: ~Copyable, Failure: Error>(
    _ name: String, with monitor: CallMonitor?, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let monitor else { return try body() }
    let start = monitor.begin()
    do throws(Failure) {
      let result = try body()
      monitor.end(name, start, nil)
      return result
    } catch {
      monitor.fail(name, start, nil, error)
      throw error
    }
  }

  /// Calls a function that is divided into steps, and writes how long it and they took, also when it throws.
  ///
  /// ```swift
  /// try CallMonitor.measure("intake", with: monitor) { call in
  ///   let rows = call.step("read", .read) { load() }
  ///   call.rows(read: rows.count)
  ///   call.step("write", .write, rowsWritten: rows.count) { store(rows) }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - name: The benchmark's name under which the calls are kept.
  ///   - monitor: The monitor; without one the function and its steps are called and nothing else happens.
  ///   - body: The function; it gets the call, which times its steps.
  /// - Returns: What the function returns.
  /// - Throws: What the function throws, and nothing else.
  @inlinable
  public static func measure<Result: ~Copyable, Failure: Error>(
    _ name: String, with monitor: CallMonitor?, _ body: (Call) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let monitor else { return try body(Call(recorder: nil)) }
    let recorder = CallRecorder()
    let start = monitor.begin()
    do throws(Failure) {
      let result = try body(Call(recorder: recorder))
      monitor.end(name, start, recorder)
      return result
    } catch {
      monitor.fail(name, start, recorder, error)
      throw error
    }
  }

  /// Calls an asynchronous function and writes how long it took, also when it throws.
  ///
  /// The time counts from the call to its end, what it waits for included.
  ///
  /// - Parameters:
  ///   - name: The benchmark's name under which the calls are kept.
  ///   - monitor: The monitor; without one the function is called and nothing else happens.
  ///   - isolation: The caller's actor, on which the function stays.
  ///   - body: The function.
  /// - Returns: What the function returns.
  /// - Throws: What the function throws, and nothing else.
  @inlinable
  public static func measure<Result: ~Copyable, Failure: Error>(
    _ name: String, with monitor: CallMonitor?, isolation: isolated (any Actor)? = #isolation,
    _ body: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard let monitor else { return try await body() }
    let start = monitor.begin()
    do throws(Failure) {
      let result = try await body()
      monitor.end(name, start, nil)
      return result
    } catch {
      monitor.fail(name, start, nil, error)
      throw error
    }
  }

  /// Calls an asynchronous function that is divided into steps, and writes how long it and they took, also when it throws.
  ///
  /// - Parameters:
  ///   - name: The benchmark's name under which the calls are kept.
  ///   - monitor: The monitor; without one the function and its steps are called and nothing else happens.
  ///   - isolation: The caller's actor, on which the function stays.
  ///   - body: The function; it gets the call, which times its steps one after the other.
  /// - Returns: What the function returns.
  /// - Throws: What the function throws, and nothing else.
  @inlinable
  public static func measure<Result: ~Copyable, Failure: Error>(
    _ name: String, with monitor: CallMonitor?, isolation: isolated (any Actor)? = #isolation,
    _ body: (Call) async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard let monitor else { return try await body(Call(recorder: nil)) }
    let recorder = CallRecorder()
    let start = monitor.begin()
    do throws(Failure) {
      let result = try await body(Call(recorder: recorder))
      monitor.end(name, start, recorder)
      return result
    } catch {
      monitor.fail(name, start, recorder, error)
      throw error
    }
  }
}
