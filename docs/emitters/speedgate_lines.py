"""Writes speedgate.lines: one JSON object a line, for `speedgate-bench import --from lines`.

    lines = Lines("lines.ndjson", job="intake")
    with lines.call("intake") as call, call.step("read", "read") as step:
        step["rows_read"] = len(load())
    lines.sample("intake", 0.93, "ratio", metric="match_rate", better="higher")
"""
import json, math, os, sys, threading, time
from contextlib import contextmanager


class Lines:  # threads and processes may share its file
    def __init__(self, path, **header):
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._launch = f"{os.getpid()}-{time.time_ns():x}"
        self._lock, self._warned = threading.Lock(), False
        self._write([{"schema": "speedgate.lines/1", "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **header}])
    def _line(self, fact):
        """A line; nothing, and a message, where its figure is no number: the job goes on."""
        odd = [key for key, value in fact.items() if isinstance(value, float) and not math.isfinite(value)]
        fact = {key: value for key, value in fact.items() if key not in odd}
        try:
            text = json.dumps({**fact, "launch": self._launch}, ensure_ascii=False, allow_nan=False, default=float) + "\n"
        except (TypeError, ValueError) as error:
            odd, text = [str(error)], ""
        if odd and not self._warned:
            print("speedgate_lines: left out, because it is no number:", *odd, file=sys.stderr)
        self._warned = self._warned or bool(odd)
        return "" if "value" in odd or "duration_ms" in odd else text
    def _write(self, facts):
        with self._lock:  # Names of files may hold half characters.
            os.write(self._file, "".join(map(self._line, facts)).encode(errors="replace"))
    def sample(self, benchmark, value, unit, **more):  # without a metric it is the time of an iteration
        self._write([{"benchmark": benchmark, "value": value, "unit": unit, **more}])
    def stage(self, stage, jobs, workers, seconds, **more):  # sequential_ms is the jobs' time one after the other
        self._write([{"stage": stage, "jobs": jobs, "workers": workers, "duration_ms": seconds * 1000, **more}])
    def error(self, message, **more):  # with its benchmark where it is one's
        self._write([{"error": str(message), **more}])
    @contextmanager
    def call(self, benchmark, **more):  # times an iteration; an error passes through, and fails the benchmark
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
