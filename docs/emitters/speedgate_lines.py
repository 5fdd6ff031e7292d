"""Writes speedgate.lines: one JSON object a line, for `speedgate-bench import --from lines`.

    lines = Lines("lines.ndjson", job="intake")
    with lines.call("intake") as call:
        with call.step("read", "read") as step:
            step["rows_read"] = len(load())
    lines.sample("intake", 0.93, "ratio", metric="match_rate", better="higher")
"""

import json, os, threading, time
from contextlib import contextmanager


class Lines:
    """A file of lines; threads and processes may share it."""
    def __init__(self, path, **header):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._launch = f"{os.getpid()}-{time.time_ns():x}"
        self._lock = threading.Lock()
        self._write([{"schema": "speedgate.lines/1", "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **header}])

    def _write(self, facts):
        text = "".join(json.dumps({**fact, "launch": self._launch}, allow_nan=False) + "\n" for fact in facts)
        with self._lock:
            os.write(self._file, text.encode())

    def sample(self, benchmark, value, unit, **more):
        """A figure; without a `metric` it is the time of an iteration."""
        self._write([{"benchmark": benchmark, "value": value, "unit": unit, **more}])

    def stage(self, stage, jobs, workers, seconds, **more):
        """Jobs that ran beside each other; `sequential_ms` is their time one after the other."""
        self._write([{"stage": stage, "jobs": jobs, "workers": workers, "duration_ms": seconds * 1000, **more}])

    def error(self, message, **more):
        """Something that failed, with its `benchmark` where it is one's."""
        self._write([{"error": str(message), **more}])

    @contextmanager
    def call(self, benchmark, **more):
        """Times an iteration; an error passes through, and fails the benchmark."""
        call, start = Call(benchmark), time.perf_counter()
        try:
            yield call
        except BaseException as error:
            self.error(f"{type(error).__name__}: {error}", benchmark=benchmark)
            raise
        self._write(call.facts + [{"benchmark": benchmark, "duration_ms": (time.perf_counter() - start) * 1000, **more}])


class Call:
    def __init__(self, benchmark):
        self.benchmark, self.facts = benchmark, []

    @contextmanager
    def step(self, name, kind=None):
        """Times a step: read, transform or write; `rows_read` and `rows_written` are set on what it gives."""
        fact, start = {"benchmark": self.benchmark, "step": name, "kind": kind}, time.perf_counter()
        yield fact
        self.facts.append({**fact, "duration_ms": (time.perf_counter() - start) * 1000})
