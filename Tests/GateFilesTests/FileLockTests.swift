import Foundation
import GateRecords
import Synchronization
import TestSupport
import Testing

@testable import GateFiles

@Suite struct FileLockTests {
  @Test func `who waits for long says for whom, once`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("lock", "")
    let holder = open(path, O_RDWR | O_CLOEXEC)
    let waiter = open(path, O_RDWR | O_CLOEXEC)
    defer { for descriptor in [holder, waiter] { close(descriptor) } }
    #expect(flock(holder, LOCK_EX) == 0)
    var notices: [String] = []
    let error = FileLock.wait(for: waiter, isShared: false, path: path) {
      notices.append($0)
      flock(holder, LOCK_UN)
    }
    #expect(error == 0 && notices.count == 1, "\(notices)")
    #expect(notices.first?.hasPrefix("\(path): waiting for ") == true)
    #if os(Linux)
      #expect(notices.first?.contains("process \(getpid()) (") == true, "\(notices)")
    #endif
  }

  @Test func `a lock that is free is taken without a word`() throws {
    let folder = try TemporaryFolder()
    let descriptor = open(try folder.write("lock", ""), O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    let error = FileLock.wait(for: descriptor, isShared: false, path: "lock") { notice in
      Issue.record("\(notice)")
    }
    #expect(error == 0)
  }

  @Test func `the kernel's table of locks gives the holder, not one that waits`() {
    let table = """
      1: POSIX  ADVISORY  WRITE 3 00:15:77 0 EOF
      2: FLOCK  ADVISORY  WRITE 4711 fe:00:77 0 EOF
      2: -> FLOCK  ADVISORY  WRITE 4712 fe:00:77 0 EOF
      3: FLOCK  ADVISORY  READ 5 fe:00:78 0 EOF
      4: FLOCK nonsense
      """
    #expect(LockHolder.process(holding: 77, in: table) == 4711)
    #expect(LockHolder.process(holding: 78, in: table) == 5)
    #expect(LockHolder.process(holding: 7, in: table) == nil)
    #expect(LockHolder.process(holding: 7, in: "") == nil)
  }

  @Test func `without the kernel's files the holder is another process`() throws {
    let folder = try TemporaryFolder()
    let descriptor = open(try folder.write("lock", ""), O_RDWR | O_CLOEXEC)
    defer { close(descriptor) }
    #expect(LockHolder(of: descriptor, kernel: folder.file("proc")) == nil)
    #expect(
      FileMessage.lockHeld(path: "p", holder: nil).line
        == "p: waiting for another process, which is writing")
  }
}
