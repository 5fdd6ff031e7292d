// Writes speedgate.lines: one JSON object a line, for `speedgate-bench import --from lines`.
//
//   const lines = new Lines("lines.ndjson", { job: "intake" });
//   await lines.call("intake", async (step) => {
//     await step("read", "read", async (fact) => { fact.rows_read = (await load()).length; });
//   });
//   lines.sample("intake", 0.93, "ratio", { metric: "match_rate", better: "higher" });
import { openSync, writeSync } from "node:fs";

export class Lines {
  #file;
  #warned = false;
  #launch = `${process.pid}-${Date.now().toString(36)}`;
  constructor(path, header = {}) {
    this.#file = openSync(path, "a");
    this.#write([{ schema: "speedgate.lines/1", time: new Date().toISOString(), ...header }]);
  }
  #write(facts) {
    writeSync(this.#file, facts.map((fact) => this.#line({ ...fact, launch: this.#launch })).join(""));
  }
  // A line; nothing, and a message, where its figure is no finite number. Half characters are replaced.
  #line(fact) {
    const odd = Object.keys(fact).filter((key) => typeof fact[key] === "number" && !Number.isFinite(fact[key]));
    if (odd.length && !this.#warned) console.error(`speedgate-lines: left out, because it is no number: ${odd}`);
    this.#warned ||= odd.length > 0;
    const tidy = (key, value) => (odd.includes(key) ? undefined : value?.replace?.(/\p{Surrogate}/gu, "\ufffd") ?? value);
    return odd.includes("value") || odd.includes("duration_ms") ? "" : JSON.stringify(fact, tidy) + "\n";
  }
  // A figure; metric, better and tags say more. Without a metric it is the time of an iteration.
  sample(benchmark, value, unit, more = {}) {
    this.#write([{ benchmark, value, unit, ...more }]);
  }
  // Jobs that ran beside each other; sequential_ms is what they take one after the other.
  stage(stage, jobs, workers, duration_ms, more = {}) {
    this.#write([{ stage, jobs, workers, duration_ms, ...more }]);
  }
  error(message, more = {}) { // with its benchmark where it is one's
    this.#write([{ error: String(message), ...more }]);
  }
  // Times an iteration; an error passes through, and fails the benchmark.
  async call(benchmark, body, more = {}) {
    const facts = [];
    const step = async (name, kind, work) => {
      const fact = { benchmark, step: name, kind };
      const start = performance.now();
      const result = await work(fact);
      facts.push({ ...fact, duration_ms: performance.now() - start });
      return result;
    };
    const start = performance.now();
    try {
      const result = await body(step);
      this.#write([...facts, { benchmark, duration_ms: performance.now() - start, ...more }]);
      return result;
    } catch (error) {
      this.error(error, { benchmark });
      throw error;
    }
  }
}
